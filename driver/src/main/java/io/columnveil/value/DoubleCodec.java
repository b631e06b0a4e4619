package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.time.ZoneId;
import java.util.Locale;

/** double precision: eight bytes of IEEE 754. For equality -0.0 is 0.0 and all NaNs are one. */
final class DoubleCodec extends ValueCodec {

  DoubleCodec(LogicalType type) {
    super(type);
  }

  @Override
  public Object fit(Object value) {
    return as(Double.class, value);
  }

  @Override
  public byte[] encodeExactly(Object value) {
    return encode(Double.doubleToRawLongBits(as(Double.class, value)));
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    // Adding 0.0 turns -0.0 into 0.0 and changes nothing else.
    return encode(Double.doubleToLongBits(as(Double.class, value) + 0.0));
  }

  @Override
  public Object decode(byte[] encoded) {
    if (!Encoded.is(encoded, Encoded.DOUBLE, 8)) {
      throw unreadable();
    }
    return Encoded.value(encoded).getDouble();
  }

  @Override
  public Object parse(String text, ZoneId zone) {
    String number = text.strip();
    switch (number.toLowerCase(Locale.ROOT)) {
      case "nan":
        return Double.NaN;
      case "infinity", "+infinity", "inf", "+inf":
        return Double.POSITIVE_INFINITY;
      case "-infinity", "-inf":
        return Double.NEGATIVE_INFINITY;
      default:
        break;
    }
    if (!Numbers.isDecimal(number)) {
      throw rejected("it is no number");
    }
    double parsed = Double.parseDouble(number);
    if (Double.isInfinite(parsed)) {
      throw rejected("it is out of range");
    }
    return parsed;
  }

  @Override
  public String text(Object value, ZoneId zone) {
    double number = as(Double.class, value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.toString(number);
    }
    return Numbers.shortest(Double.toString(number), digits -> digits.doubleValue() == number, 15);
  }

  private static byte[] encode(long bits) {
    return Encoded.start(Encoded.DOUBLE, 8).putLong(bits).array();
  }
}
