package io.columnveil.store;

import io.columnveil.policy.model.Storage;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The id of the key that a stored envelope names, from that part of it which {@link
 * Ddl#envelopeKey} cuts out: bytes 4 to 7 in hexadecimal digits of a binary envelope; of one in
 * text the characters of bytes 3 to 8, the last of which is not whole.
 */
final class EnvelopeKey {

  /** No key has it. */
  static final int NONE = 0;

  private EnvelopeKey() {}

  static int of(@Nullable String part, Storage storage) {
    if (part == null) {
      return NONE;
    }
    try {
      return storage == Storage.TEXT
          // The seventh character brings two bits of the byte after the id, whatever they are.
          ? ByteBuffer.wrap(Base64.getUrlDecoder().decode(part + "A")).getInt(1)
          : ByteBuffer.wrap(HexFormat.of().parseHex(part)).getInt(0);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return NONE; // it looks like an envelope and is none
    }
  }
}
