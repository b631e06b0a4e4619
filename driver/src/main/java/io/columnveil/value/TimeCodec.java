package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * time: eight bytes, nanoseconds of the day in the exact encoding, microseconds in the canonical
 * one. {@link LocalTime#MAX} is 24:00:00.
 */
final class TimeCodec extends ValueCodec {

  private static final long MICROS_PER_DAY = 86_400_000_000L;

  TimeCodec(LogicalType type) {
    super(type);
  }

  @Override
  public Object fit(Object value) {
    return as(LocalTime.class, value);
  }

  @Override
  public byte[] encodeExactly(Object value) {
    return Encoded.start(Encoded.TIME_NANOS, 8)
        .putLong(as(LocalTime.class, value).toNanoOfDay())
        .array();
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    LocalTime time = as(LocalTime.class, value);
    long micros = MICROS_PER_DAY;
    if (!time.equals(LocalTime.MAX)) {
      if (time.getNano() % 1000 != 0) {
        throw rejected("equality is answered in microseconds, and it is finer");
      }
      micros = time.toNanoOfDay() / 1000;
    }
    return Encoded.start(Encoded.TIME_MICROS, 8).putLong(micros).array();
  }

  @Override
  public Object decode(byte[] encoded) {
    if (Encoded.is(encoded, Encoded.TIME_NANOS, 8)) {
      long nanos = Encoded.value(encoded).getLong();
      if (nanos >= 0 && nanos <= LocalTime.MAX.toNanoOfDay()) {
        return LocalTime.ofNanoOfDay(nanos);
      }
    } else if (Encoded.is(encoded, Encoded.TIME_MICROS, 8)) {
      long micros = Encoded.value(encoded).getLong();
      if (micros == MICROS_PER_DAY) {
        return LocalTime.MAX;
      }
      if (micros >= 0 && micros < MICROS_PER_DAY) {
        return LocalTime.ofNanoOfDay(micros * 1000);
      }
    }
    throw unreadable();
  }

  @Override
  public Object parse(String text, ZoneId zone) {
    IsoText iso = IsoText.parse(text, this);
    LocalTime time = iso.time();
    if (time == null || iso.date() != null || iso.offset() != null) {
      throw rejected("times are written as HH:MM:SS");
    }
    return time;
  }

  @Override
  public String text(Object value, ZoneId zone) {
    LocalTime time = as(LocalTime.class, value);
    if (time.equals(LocalTime.MAX)) {
      return "24:00:00";
    }
    StringBuilder text = new StringBuilder(18);
    IsoText.appendTime(text, time);
    return text.toString();
  }
}
