package io.columnveil.value;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The frame of encodings that are not text: one byte of type, one byte of version, then the value.
 * Type bytes lie between 80 and BF, which never begin UTF-8; so text needs no frame, and its
 * ciphertext is no longer than it must be. Never change or reuse a constant: stored data depends on
 * it.
 */
final class Encoded {

  static final int INTEGER = 0x81;
  static final int NUMERIC = 0x82;
  static final int REAL = 0x83;
  static final int DOUBLE = 0x84;
  static final int BOOLEAN = 0x85;
  static final int DATE = 0x86;
  static final int TIME_NANOS = 0x87;
  static final int TIMESTAMP_NANOS = 0x88;
  static final int TIMESTAMPTZ_NANOS = 0x89;
  static final int UUID = 0x8A;
  static final int BYTES = 0x8B;
  static final int TIME_MICROS = 0x97;
  static final int TIMESTAMP_MICROS = 0x98;
  static final int TIMESTAMPTZ_MICROS = 0x99;

  /** Bytes before the value. */
  static final int FRAME = 2;

  private static final byte VERSION = 1;

  private Encoded() {}

  /** A buffer that holds the frame already and takes {@code length} more bytes. */
  static ByteBuffer start(int type, int length) {
    return ByteBuffer.allocate(FRAME + length).put((byte) type).put(VERSION);
  }

  /** The type byte, 0 for text, -1 for a frame that this version cannot read. */
  static int typeOf(byte[] encoded) {
    if (encoded.length == 0 || (encoded[0] & 0xC0) != 0x80) {
      return 0;
    }
    return encoded.length >= FRAME && encoded[1] == VERSION ? encoded[0] & 0xFF : -1;
  }

  /** Whether it is of a type and its value has a length. */
  static boolean is(byte[] encoded, int type, int length) {
    return encoded.length == FRAME + length && typeOf(encoded) == type;
  }

  /** The value's bytes, for reading. */
  static ByteBuffer value(byte[] encoded) {
    return ByteBuffer.wrap(encoded, FRAME, encoded.length - FRAME);
  }

  static byte[] valueBytes(byte[] encoded) {
    return Arrays.copyOfRange(encoded, FRAME, encoded.length);
  }
}
