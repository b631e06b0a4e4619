package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.time.ZoneId;
import java.util.Locale;

/** real: four bytes of IEEE 754. For equality -0.0 is 0.0 and all NaNs are one. */
final class RealCodec extends ValueCodec {

  RealCodec(LogicalType type) {
    super(type);
  }

  @Override
  public Object fit(Object value) {
    return as(Float.class, value);
  }

  @Override
  public byte[] encodeExactly(Object value) {
    return encode(Float.floatToRawIntBits(as(Float.class, value)));
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    // Adding 0.0 turns -0.0 into 0.0 and changes nothing else.
    return encode(Float.floatToIntBits(as(Float.class, value) + 0.0f));
  }

  @Override
  public Object decode(byte[] encoded) {
    if (!Encoded.is(encoded, Encoded.REAL, 4)) {
      throw unreadable();
    }
    return Encoded.value(encoded).getFloat();
  }

  @Override
  public Object parse(String text, ZoneId zone) {
    String number = text.strip();
    switch (number.toLowerCase(Locale.ROOT)) {
      case "nan":
        return Float.NaN;
      case "infinity", "+infinity", "inf", "+inf":
        return Float.POSITIVE_INFINITY;
      case "-infinity", "-inf":
        return Float.NEGATIVE_INFINITY;
      default:
        break;
    }
    if (!Numbers.isDecimal(number)) {
      throw rejected("it is no number");
    }
    float parsed = Float.parseFloat(number);
    if (Float.isInfinite(parsed)) {
      throw rejected("it is out of range");
    }
    return parsed;
  }

  @Override
  public String text(Object value, ZoneId zone) {
    float number = as(Float.class, value);
    if (Float.isNaN(number) || Float.isInfinite(number)) {
      return Float.toString(number);
    }
    return Numbers.shortest(Float.toString(number), digits -> digits.floatValue() == number, 6);
  }

  private static byte[] encode(int bits) {
    return Encoded.start(Encoded.REAL, 4).putInt(bits).array();
  }
}
