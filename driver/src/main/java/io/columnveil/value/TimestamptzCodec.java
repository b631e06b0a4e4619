package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * timestamptz: exactly as i64 seconds of the local time since 1970-01-01T00:00, u32 nanoseconds and
 * i32 seconds of offset; canonically as microseconds of the UTC instant, in eight bytes. The
 * infinities are the ends of OffsetDateTime.
 */
final class TimestamptzCodec extends ValueCodec {

  TimestamptzCodec(LogicalType type) {
    super(type);
  }

  @Override
  public Object fit(Object value) {
    return as(OffsetDateTime.class, value);
  }

  @Override
  public byte[] encodeExactly(Object value) {
    OffsetDateTime time = as(OffsetDateTime.class, value);
    return Encoded.start(Encoded.TIMESTAMPTZ_NANOS, 16)
        .putLong(time.toLocalDateTime().toEpochSecond(ZoneOffset.UTC))
        .putInt(time.getNano())
        .putInt(time.getOffset().getTotalSeconds())
        .array();
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    OffsetDateTime time = as(OffsetDateTime.class, value);
    long micros;
    if (time.equals(OffsetDateTime.MAX)) {
      micros = Micros.INFINITY;
    } else if (time.equals(OffsetDateTime.MIN)) {
      micros = Micros.MINUS_INFINITY;
    } else {
      micros = Micros.of(time.toEpochSecond(), time.getNano(), this);
    }
    return Encoded.start(Encoded.TIMESTAMPTZ_MICROS, 8).putLong(micros).array();
  }

  @Override
  public Object decode(byte[] encoded) {
    try {
      if (Encoded.is(encoded, Encoded.TIMESTAMPTZ_NANOS, 16)) {
        ByteBuffer value = Encoded.value(encoded);
        LocalDateTime local =
            LocalDateTime.ofEpochSecond(value.getLong(), value.getInt(), ZoneOffset.UTC);
        return OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds(value.getInt()));
      }
      if (Encoded.is(encoded, Encoded.TIMESTAMPTZ_MICROS, 8)) {
        long micros = Encoded.value(encoded).getLong();
        if (micros == Micros.INFINITY) {
          return OffsetDateTime.MAX;
        }
        return micros == Micros.MINUS_INFINITY
            ? OffsetDateTime.MIN
            : OffsetDateTime.of(Micros.toDateTime(micros), ZoneOffset.UTC);
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
      return infinity > 0 ? OffsetDateTime.MAX : OffsetDateTime.MIN;
    }
    IsoText iso = IsoText.parse(text, this);
    LocalDateTime local = iso.dateTime();
    if (local == null) {
      throw rejected("timestamps are written as YYYY-MM-DD HH:MM:SS+HH:MM");
    }
    ZoneOffset offset = iso.offset();
    return offset == null
        ? local.atZone(zone).toOffsetDateTime()
        : OffsetDateTime.of(local, offset);
  }

  @Override
  public String text(Object value, ZoneId zone) {
    OffsetDateTime time = as(OffsetDateTime.class, value);
    if (time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN)) {
      return time.equals(OffsetDateTime.MAX) ? "infinity" : "-infinity";
    }
    OffsetDateTime shown = time.atZoneSameInstant(zone).toOffsetDateTime();
    StringBuilder text = new StringBuilder(40);
    IsoText.appendDate(text, shown.toLocalDate());
    IsoText.appendTime(text.append(' '), shown.toLocalTime());
    IsoText.appendOffset(text, shown.getOffset());
    IsoText.appendEra(text, shown.toLocalDate());
    return text.toString();
  }
}
