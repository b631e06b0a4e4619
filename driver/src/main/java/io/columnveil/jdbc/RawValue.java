package io.columnveil.jdbc;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Reads a cell from the wrapped driver as a class that is known only when it is asked for. */
final class RawValue {

  private RawValue() {}

  static <T> @Nullable T read(ResultSet rows, int index, Class<T> target, @Nullable ZoneId zone)
      throws SQLException {
    Object value = object(rows, index, target, zone);
    return value == null || rows.wasNull() ? null : target.cast(value);
  }

  private static @Nullable Object object(
      ResultSet rows, int index, Class<?> target, @Nullable ZoneId zone) throws SQLException {
    if (target == String.class) {
      return rows.getString(index);
    }
    if (target == Object.class) {
      return rows.getObject(index);
    }
    if (target == Integer.class) {
      return rows.getInt(index);
    }
    if (target == Long.class) {
      return rows.getLong(index);
    }
    if (target == Short.class) {
      return rows.getShort(index);
    }
    if (target == Byte.class) {
      return rows.getByte(index);
    }
    if (target == Boolean.class) {
      return rows.getBoolean(index);
    }
    if (target == Float.class) {
      return rows.getFloat(index);
    }
    if (target == Double.class) {
      return rows.getDouble(index);
    }
    if (target == BigDecimal.class) {
      return rows.getBigDecimal(index);
    }
    if (target == byte[].class) {
      return rows.getBytes(index);
    }
    return zone == null ? rows.getObject(index, target) : zoned(rows, index, target, zone);
  }

  private static @Nullable Object zoned(ResultSet rows, int index, Class<?> target, ZoneId zone)
      throws SQLException {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
    if (target == Date.class) {
      return rows.getDate(index, calendar);
    }
    if (target == Time.class) {
      return rows.getTime(index, calendar);
    }
    if (target == Timestamp.class) {
      return rows.getTimestamp(index, calendar);
    }
    return rows.getObject(index, target);
  }
}
