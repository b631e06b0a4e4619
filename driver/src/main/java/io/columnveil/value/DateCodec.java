package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;

/** date: days since 1970-01-01 in eight bytes; the infinities are the ends of LocalDate. */
final class DateCodec extends ValueCodec {

  DateCodec(LogicalType type) {
    super(type);
  }

  @Override
  public Object fit(Object value) {
    return as(LocalDate.class, value);
  }

  @Override
  public byte[] encodeExactly(Object value) {
    return Encoded.start(Encoded.DATE, 8).putLong(as(LocalDate.class, value).toEpochDay()).array();
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    return encodeExactly(value);
  }

  @Override
  public Object decode(byte[] encoded) {
    if (!Encoded.is(encoded, Encoded.DATE, 8)) {
      throw unreadable();
    }
    try {
      return LocalDate.ofEpochDay(Encoded.value(encoded).getLong());
    } catch (DateTimeException e) {
      throw unreadable();
    }
  }

  @Override
  public Object parse(String text, ZoneId zone) {
    int infinity = IsoText.infinity(text);
    if (infinity != 0) {
      return infinity > 0 ? LocalDate.MAX : LocalDate.MIN;
    }
    IsoText iso = IsoText.parse(text, this);
    LocalDate date = iso.date();
    if (date == null || iso.time() != null) {
      throw rejected("dates are written as YYYY-MM-DD");
    }
    return date;
  }

  @Override
  public String text(Object value, ZoneId zone) {
    LocalDate date = as(LocalDate.class, value);
    if (date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN)) {
      return date.equals(LocalDate.MAX) ? "infinity" : "-infinity";
    }
    StringBuilder text = new StringBuilder(13);
    IsoText.appendDate(text, date);
    IsoText.appendEra(text, date);
    return text.toString();
  }
}
