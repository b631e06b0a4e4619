package io.columnveil.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads the primitive fields of a keyring's bytes. Strict; what does not fit is an error. */
final class KeyringInput {

  private final ByteBuffer in;

  KeyringInput(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  byte[] bytes(int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a length is too large");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  int u8() {
    return in.get() & 0xFF;
  }

  int u16() {
    return in.getShort() & 0xFFFF;
  }

  int i32() {
    return in.getInt();
  }

  long i64() {
    return in.getLong();
  }

  Instant seconds() {
    return Instant.ofEpochSecond(in.getLong());
  }

  Instant millis() {
    return Instant.ofEpochMilli(in.getLong());
  }

  boolean flag() {
    int code = u8();
    if (code > 1) {
      throw new IllegalArgumentException("unknown code");
    }
    return code == 1;
  }

  /** One of two: true for 1, false for 2. */
  boolean first() {
    int code = u8();
    if (code != 1 && code != 2) {
      throw new IllegalArgumentException("unknown code");
    }
    return code == 1;
  }

  byte[] block() {
    return bytes(u16());
  }

  String text() {
    return new String(block(), StandardCharsets.UTF_8);
  }

  void requireEnd() {
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("it goes on after its end");
    }
  }
}
