package io.columnveil.keys;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes the primitive fields of a keyring's bytes, big-endian. */
final class KeyringOutput {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  byte[] toByteArray() {
    return out.toByteArray();
  }

  KeyringOutput bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  KeyringOutput u8(int value) {
    out.write(value);
    return this;
  }

  KeyringOutput u16(int value) {
    if (value < 0 || value > 0xFFFF) {
      throw new IllegalArgumentException("more than 65,535");
    }
    out.write(value >>> 8);
    out.write(value);
    return this;
  }

  KeyringOutput i32(int value) {
    return bytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  KeyringOutput i64(long value) {
    return bytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  KeyringOutput millis(Instant time) {
    return i64(time.toEpochMilli());
  }

  KeyringOutput flag(boolean value) {
    return u8(value ? 1 : 0);
  }

  KeyringOutput block(byte[] block) {
    return u16(block.length).bytes(block);
  }

  KeyringOutput text(String text) {
    return block(text.getBytes(StandardCharsets.UTF_8));
  }
}
