package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.math.BigDecimal;
import java.time.ZoneId;

/** smallint, integer and bigint: eight bytes, big-endian, so that all three compare alike. */
final class IntegerCodec extends ValueCodec {

  private final long min;
  private final long max;

  IntegerCodec(LogicalType type) {
    super(type);
    switch (type.name()) {
      case SMALLINT -> {
        min = Short.MIN_VALUE;
        max = Short.MAX_VALUE;
      }
      case INTEGER -> {
        min = Integer.MIN_VALUE;
        max = Integer.MAX_VALUE;
      }
      default -> {
        min = Long.MIN_VALUE;
        max = Long.MAX_VALUE;
      }
    }
  }

  @Override
  public Object fit(Object value) {
    long number = as(Long.class, value);
    if (number < min || number > max) {
      throw rejected("it is out of range");
    }
    return value;
  }

  @Override
  public byte[] encodeExactly(Object value) {
    return Encoded.start(Encoded.INTEGER, 8).putLong(as(Long.class, value)).array();
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    return encodeExactly(value);
  }

  @Override
  public Object decode(byte[] encoded) {
    if (!Encoded.is(encoded, Encoded.INTEGER, 8)) {
      throw unreadable();
    }
    return Encoded.value(encoded).getLong();
  }

  /** Whole numbers, also as {@code 1.0} or {@code 1e2}; a fraction would be rounded: refused. */
  @Override
  public Object parse(String text, ZoneId zone) {
    BigDecimal number = Numbers.parse(text, this);
    if (number.precision() - (long) number.scale() > 20) {
      throw rejected("it is out of range");
    }
    try {
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw rejected("it is out of range or no whole number");
    }
  }

  @Override
  public String text(Object value, ZoneId zone) {
    return as(Long.class, value).toString();
  }
}
