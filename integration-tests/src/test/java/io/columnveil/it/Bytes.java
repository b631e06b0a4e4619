package io.columnveil.it;

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

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }
}
