package io.columnveil.crypto;

import java.util.Arrays;

/** ISO/IEC 7816-4 padding: one byte 80, then zeros. It hides how long a plaintext is. */
public final class Padding {

  private Padding() {}

  /**
   * The plaintext without its padding.
   *
   * @throws CiphertextRejectedException if it is not padded
   */
  public static byte[] remove(byte[] padded) throws CiphertextRejectedException {
    int end = padded.length - 1;
    while (end >= 0 && padded[end] == 0) {
      end--;
    }
    if (end < 0 || padded[end] != (byte) 0x80) {
      throw new CiphertextRejectedException();
    }
    return Arrays.copyOf(padded, end);
  }
}
