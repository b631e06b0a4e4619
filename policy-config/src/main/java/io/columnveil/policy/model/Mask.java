package io.columnveil.policy.model;

/**
 * What a session that may decrypt but not unmask reads: the first and last characters are kept, the
 * rest is replaced. Counted in code points.
 *
 * @param keepFirst leading code points kept, at least 0
 * @param keepLast trailing code points kept, at least 0
 */
public record Mask(int keepFirst, int keepLast) {

  public Mask {
    if (keepFirst < 0 || keepLast < 0) {
      throw new IllegalArgumentException("a mask cannot keep a negative number of characters");
    }
  }
}
