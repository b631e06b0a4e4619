package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * timestamp: exactly as i64 seconds since 1970-01-01T00:00 and u32 nanoseconds; canonically as
 * microseconds in eight bytes. The infinities are the ends of LocalDateTime.
 */
final class TimestampCodec extends ValueCodec {

  TimestampCodec(LogicalType type) {
    super(type);
  }

  @Override
  public Object fit(Object value) {
    return as(LocalDateTime.class, value);
  }

  @Override
  public byte[] encodeExactly(Object value) {
    LocalDateTime time = as(LocalDateTime.class, value);
    return Encoded.start(Encoded.TIMESTAMP_NANOS, 12)
        .putLong(time.toEpochSecond(ZoneOffset.UTC))
        .putInt(time.getNano())
        .array();
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    LocalDateTime time = as(LocalDateTime.class, value);
    long micros;
    if (time.equals(LocalDateTime.MAX)) {
      micros = Micros.INFINITY;
    } else if (time.equals(LocalDateTime.MIN)) {
      micros = Micros.MINUS_INFINITY;
    } else {
      micros = Micros.of(time.toEpochSecond(ZoneOffset.UTC), time.getNano(), this);
    }
    return Encoded.start(Encoded.TIMESTAMP_MICROS, 8).putLong(micros).array();
  }

  @Override
  public Object decode(byte[] encoded) {
    try {
      if (Encoded.is(encoded, Encoded.TIMESTAMP_NANOS, 12)) {
        ByteBuffer value = Encoded.value(encoded);
        return LocalDateTime.ofEpochSecond(value.getLong(), value.getInt(), ZoneOffset.UTC);
      }
      if (Encoded.is(encoded, Encoded.TIMESTAMP_MICROS, 8)) {
        long micros = Encoded.value(encoded).getLong();
        if (micros == Micros.INFINITY) {
          return LocalDateTime.MAX;
        }
        return micros == Micros.MINUS_INFINITY ? LocalDateTime.MIN : Micros.toDateTime(micros);
      }
    } catch (DateTimeException e) {
      // refused below
    }
    throw unreadable();
  }

  @Override
  public Object parse(String text, ZoneId zone) {
    int infinity = IsoText.infinity(text);
    if (infinity != 0) {
      return infinity > 0 ? LocalDateTime.MAX : LocalDateTime.MIN;
    }
    IsoText iso = IsoText.parse(text, this);
    LocalDateTime dateTime = iso.dateTime();
    if (dateTime == null || iso.offset() != null) {
      throw rejected("timestamps are written as YYYY-MM-DD HH:MM:SS, without an offset");
    }
    return dateTime;
  }

  @Override
  public String text(Object value, ZoneId zone) {
    LocalDateTime time = as(LocalDateTime.class, value);
    if (time.equals(LocalDateTime.MAX) || time.equals(LocalDateTime.MIN)) {
      return time.equals(LocalDateTime.MAX) ? "infinity" : "-infinity";
    }
    StringBuilder text = new StringBuilder(32);
    IsoText.appendDate(text, time.toLocalDate());
    IsoText.appendTime(text.append(' '), time.toLocalTime());
    IsoText.appendEra(text, time.toLocalDate());
    return text.toString();
  }
}
