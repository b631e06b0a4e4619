package io.columnveil.keys.hadoop;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A key that Hadoop KMS made and encrypted, and what it wraps. As bytes: u8 format 1; u8 length and
 * UTF-8 name of the key version; u8 length and IV; u8 length and material; the rest.
 *
 * @param version name of the key version in the server that encrypted it
 * @param iv of the encryption
 * @param material the encrypted key
 * @param rest what the key wraps
 */
record EncryptedKey(String version, byte[] iv, byte[] material, byte[] rest) {

  private static final byte FORMAT = 1;

  static Optional<EncryptedKey> of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (in.get() != FORMAT) {
        return Optional.empty();
      }
      String version = new String(block(in), StandardCharsets.UTF_8);
      byte[] iv = block(in);
      byte[] material = block(in);
      byte[] rest = new byte[in.remaining()];
      in.get(rest);
      return Optional.of(new EncryptedKey(version, iv, material, rest));
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** The bytes to store, with what it wraps. */
  byte[] with(byte[] wrapped) {
    byte[] name = version.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(4 + name.length + iv.length + material.length + wrapped.length);
    out.put(FORMAT);
    for (byte[] block : new byte[][] {name, iv, material}) {
      if (block.length > 255) {
        throw new IllegalArgumentException("longer than 255 bytes");
      }
      out.put((byte) block.length).put(block);
    }
    return out.put(wrapped).array();
  }

  private static byte[] block(ByteBuffer in) {
    byte[] block = new byte[in.get() & 0xFF];
    in.get(block);
    return block;
  }
}
