package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.ZoneId;

/**
 * numeric: u32 scale, then the unscaled number in two's complement. The exact encoding keeps the
 * scale; the canonical one has the declared scale or, where none is declared, no trailing zeros, so
 * that 1.0 and 1.00 compare alike. More digits than declared are refused, never rounded.
 */
final class NumericCodec extends ValueCodec {

  // PostgreSQL's own limits. They also keep a number such as 1e999999999 from filling memory.
  private static final int MAX_INTEGER_DIGITS = 131_072;
  private static final int MAX_SCALE = 16_383;

  private static final int SCALE_UNDECLARED = -1;

  private final int scale;

  NumericCodec(LogicalType type) {
    super(type);
    // numeric(p) is numeric(p, 0)
    scale = type.length() >= 0 ? Math.max(type.scale(), 0) : SCALE_UNDECLARED;
  }

  @Override
  public Object fit(Object value) {
    BigDecimal number = bounded(as(BigDecimal.class, value));
    if (scale == SCALE_UNDECLARED) {
      return number.scale() < 0 ? number.setScale(0) : number;
    }
    BigDecimal scaled = atDeclaredScale(number);
    if (scaled.precision() > type().length() && scaled.signum() != 0) {
      throw rejected("it has too many digits");
    }
    return scaled;
  }

  @Override
  public byte[] encodeExactly(Object value) {
    return encode(as(BigDecimal.class, value));
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    BigDecimal number = bounded(as(BigDecimal.class, value));
    return encode(
        scale == SCALE_UNDECLARED ? number.stripTrailingZeros() : atDeclaredScale(number));
  }

  @Override
  public Object decode(byte[] encoded) {
    if (Encoded.typeOf(encoded) != Encoded.NUMERIC || encoded.length < Encoded.FRAME + 5) {
      throw unreadable();
    }
    int storedScale = Encoded.value(encoded).getInt();
    BigInteger unscaled =
        new BigInteger(encoded, Encoded.FRAME + 4, encoded.length - Encoded.FRAME - 4);
    BigDecimal number = new BigDecimal(unscaled, storedScale);
    return storedScale < 0 ? number.setScale(0) : number;
  }

  @Override
  public Object parse(String text, ZoneId zone) {
    BigDecimal number = bounded(Numbers.parse(text, this));
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  @Override
  public String text(Object value, ZoneId zone) {
    return as(BigDecimal.class, value).toPlainString();
  }

  private BigDecimal bounded(BigDecimal number) {
    if (number.scale() > MAX_SCALE
        || (long) number.precision() - number.scale() > MAX_INTEGER_DIGITS) {
      throw rejected("it has too many digits");
    }
    return number;
  }

  private BigDecimal atDeclaredScale(BigDecimal number) {
    try {
      return number.setScale(scale, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw rejected("it has more digits after the point than declared");
    }
  }

  private static byte[] encode(BigDecimal number) {
    byte[] unscaled = number.unscaledValue().toByteArray();
    return Encoded.start(Encoded.NUMERIC, 4 + unscaled.length)
        .putInt(number.scale())
        .put(unscaled)
        .array();
  }
}
