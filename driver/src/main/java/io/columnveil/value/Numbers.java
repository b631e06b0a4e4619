package io.columnveil.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The text of numbers: SQL's forms, bounded, and the shortest form of floating-point numbers. */
final class Numbers {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?");

  private Numbers() {}

  /** An exact number; blanks around it do not count. */
  static BigDecimal parse(String text, ValueCodec codec) {
    String number = text.strip();
    if (!isDecimal(number)) {
      throw codec.rejected("it is no number");
    }
    return new BigDecimal(number);
  }

  static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }

  /**
   * Shortest digits that read back as the number, laid out as PostgreSQL does.
   *
   * @param digits as {@code Double.toString} or {@code Float.toString} gives them for a finite
   *     number
   * @param isSame whether other digits read back as the same number
   * @param fixedBelow first exponent that is written in scientific form
   */
  static String shortest(
      String digits, java.util.function.Predicate<BigDecimal> isSame, int fixedBelow) {
    boolean negative = digits.startsWith("-");
    BigDecimal exact = new BigDecimal(digits).abs().stripTrailingZeros();
    if (exact.signum() == 0) {
      return negative ? "-0" : "0";
    }
    // Before JDK 19 the digits may be one more than needed.
    BigDecimal shorter =
        exact.precision() > 1
            ? exact.round(new java.math.MathContext(exact.precision() - 1)).stripTrailingZeros()
            : exact;
    BigDecimal best = isSame.test(negative ? shorter.negate() : shorter) ? shorter : exact;
    int exponent = best.precision() - best.scale() - 1;
    String text;
    if (exponent < -4 || exponent >= fixedBelow) {
      String unscaled = best.unscaledValue().toString();
      String mantissa =
          unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
      int size = Math.abs(exponent);
      text = mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    } else {
      text = best.toPlainString();
    }
    return negative ? "-" + text : text;
  }
}
