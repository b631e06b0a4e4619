package io.columnveil.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a wrapped key belongs to. Providers that can bind a wrapped key to a context (associated
 * data, an encryption context) bind it to this one, so that a key that was moved into another
 * keyring or domain is not unwrapped there, and the provider's own log tells what was used.
 *
 * @param keyring identity of the keyring
 * @param domain name of the domain; empty for keys that belong to the keyring as a whole
 */
public record KeyContext(UUID keyring, String domain) {

  private static final byte[] LABEL = "columnveil/kek/1".getBytes(StandardCharsets.US_ASCII);

  /** The context of keys that belong to the keyring as a whole. */
  public static KeyContext of(UUID keyring) {
    return new KeyContext(keyring, "");
  }

  /**
   * As associated data: {@code columnveil/kek/1}, the 16 bytes of the keyring's identity, u16
   * length and UTF-8 name of the domain. Part of the keyring format: never changes.
   */
  public byte[] associatedData() {
    byte[] name = domain.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(LABEL.length + 18 + name.length)
        .put(LABEL)
        .putLong(keyring.getMostSignificantBits())
        .putLong(keyring.getLeastSignificantBits())
        .putShort((short) name.length)
        .put(name)
        .array();
  }
}
