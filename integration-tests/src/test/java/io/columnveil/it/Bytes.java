package io.columnveil.it;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Bytes that are equal by content.
 *
 * @param value not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are ours
record Bytes(byte[] value) {

  String hex() {
    return HexFormat.of().formatHex(value);
  }

  /** As the text that they may be, so that whoever looks for plaintext finds it. */
  @Override
  public String toString() {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }
}
