package io.columnveil.value;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Dates and times. PostgreSQL's infinity is the greatest and least value of each class of {@code
 * java.time}, as in its driver. The classes of {@code java.sql} are read in a time zone by the
 * calendar that they themselves use (Julian before 1582).
 */
final class TemporalConversion {

  /** {@code org.postgresql.PGStatement.DATE_POSITIVE_INFINITY} and its counterpart. */
  private static final long INFINITE_MILLIS = 9_223_372_036_825_200_000L;

  private static final long MINUS_INFINITE_MILLIS = -9_223_372_036_832_400_000L;

  private TemporalConversion() {}

  // ---- written values ----

  static LocalDate exactDate(Object value, ZoneId zone) {
    if (value instanceof LocalDate date) {
      return date;
    }
    LocalDateTime dateTime = exactDateTime(value, zone);
    if (dateTime.equals(LocalDateTime.MAX) || dateTime.equals(LocalDateTime.MIN)) {
      return dateTime.toLocalDate();
    }
    if (!dateTime.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw ConversionException.outOfRange("date, which has no time of day");
    }
    return dateTime.toLocalDate();
  }

  static LocalTime exactTime(Object value, ZoneId zone) {
    if (value instanceof LocalTime time) {
      return time;
    }
    if (value instanceof Time time) {
      return Instant.ofEpochMilli(time.getTime()).atZone(zone).toLocalTime();
    }
    throw ConversionException.impossible(value.getClass().getSimpleName(), "time");
  }

  static LocalDateTime exactDateTime(Object value, ZoneId zone) {
    if (value instanceof LocalDateTime dateTime) {
      return dateTime;
    }
    if (value instanceof LocalDate date) {
      return startOfDay(date);
    }
    if (value instanceof java.util.Date date && !(value instanceof Time)) {
      long millis = date.getTime();
      if (millis >= INFINITE_MILLIS) {
        return LocalDateTime.MAX;
      }
      if (millis <= MINUS_INFINITE_MILLIS) {
        return LocalDateTime.MIN;
      }
      LocalDateTime local = fields(millis, zone);
      if (date instanceof Timestamp timestamp) {
        return local.withNano(timestamp.getNanos());
      }
      return date instanceof Date ? local.toLocalDate().atStartOfDay() : local;
    }
    if (value instanceof Calendar calendar) {
      return LocalDateTime.ofInstant(calendar.toInstant(), zone);
    }
    OffsetDateTime absolute = exactInstant(value, zone);
    if (absolute.equals(OffsetDateTime.MAX)) {
      return LocalDateTime.MAX;
    }
    if (absolute.equals(OffsetDateTime.MIN)) {
      return LocalDateTime.MIN;
    }
    return absolute.atZoneSameInstant(zone).toLocalDateTime();
  }

  static OffsetDateTime exactInstant(Object value, ZoneId zone) {
    if (value instanceof OffsetDateTime dateTime) {
      return dateTime;
    }
    if (value instanceof ZonedDateTime dateTime) {
      return dateTime.toOffsetDateTime();
    }
    if (value instanceof Instant instant) {
      return instant.atOffset(ZoneOffset.UTC);
    }
    if (value instanceof Calendar calendar) {
      return calendar.toInstant().atZone(calendar.getTimeZone().toZoneId()).toOffsetDateTime();
    }
    if (value instanceof Timestamp timestamp && !isInfinite(timestamp)) {
      return timestamp.toInstant().atZone(zone).toOffsetDateTime();
    }
    if (value instanceof LocalDateTime
        || value instanceof LocalDate
        || (value instanceof java.util.Date && !(value instanceof Time))) {
      return atZone(exactDateTime(value, zone), zone);
    }
    throw ConversionException.impossible(value.getClass().getSimpleName(), "timestamp");
  }

  // ---- read values ----

  static LocalDate toDate(Object value, ZoneId zone) {
    if (value instanceof LocalDate date) {
      return date;
    }
    return toDateTime(value, zone).toLocalDate();
  }

  static LocalTime toTime(Object value, ZoneId zone) {
    if (value instanceof LocalTime time) {
      return time;
    }
    if (value instanceof String text) {
      return text.indexOf('-') > 0
          ? toDateTime(text, zone).toLocalTime()
          : (LocalTime) parse(TypeName.TIME, text, zone);
    }
    if (value instanceof LocalDate) {
      throw ConversionException.impossible("date", "time");
    }
    return toDateTime(value, zone).toLocalTime();
  }

  static LocalDateTime toDateTime(Object value, ZoneId zone) {
    if (value instanceof LocalTime time) {
      return time.atDate(LocalDate.EPOCH);
    }
    if (value instanceof String text) {
      return (LocalDateTime) parse(TypeName.TIMESTAMP, text, zone);
    }
    return exactDateTime(value, zone);
  }

  static OffsetDateTime toInstant(Object value, ZoneId zone) {
    if (value instanceof LocalTime time) {
      return atZone(time.atDate(LocalDate.EPOCH), zone);
    }
    if (value instanceof String text) {
      return (OffsetDateTime) parse(TypeName.TIMESTAMPTZ, text, zone);
    }
    return exactInstant(value, zone);
  }

  static Date sqlDate(LocalDate date, ZoneId zone) {
    if (date.equals(LocalDate.MAX)) {
      return new Date(INFINITE_MILLIS);
    }
    if (date.equals(LocalDate.MIN)) {
      return new Date(MINUS_INFINITE_MILLIS);
    }
    return new Date(millis(date.atStartOfDay(), zone));
  }

  static Time sqlTime(LocalTime time, ZoneId zone) {
    return new Time(millis(time.atDate(LocalDate.EPOCH), zone));
  }

  static Timestamp sqlTimestamp(LocalDateTime dateTime, ZoneId zone) {
    if (dateTime.equals(LocalDateTime.MAX)) {
      return new Timestamp(INFINITE_MILLIS);
    }
    if (dateTime.equals(LocalDateTime.MIN)) {
      return new Timestamp(MINUS_INFINITE_MILLIS);
    }
    Timestamp timestamp = new Timestamp(millis(dateTime, zone));
    timestamp.setNanos(dateTime.getNano());
    return timestamp;
  }

  static Timestamp sqlTimestamp(OffsetDateTime instant) {
    if (instant.equals(OffsetDateTime.MAX)) {
      return new Timestamp(INFINITE_MILLIS);
    }
    if (instant.equals(OffsetDateTime.MIN)) {
      return new Timestamp(MINUS_INFINITE_MILLIS);
    }
    return Timestamp.from(instant.toInstant());
  }

  static OffsetTime toOffsetTime(Object value, ZoneId zone) {
    return toInstant(value, zone).toOffsetTime();
  }

  // ---- parts ----

  private static boolean isInfinite(java.util.Date date) {
    return date.getTime() >= INFINITE_MILLIS || date.getTime() <= MINUS_INFINITE_MILLIS;
  }

  private static LocalDateTime startOfDay(LocalDate date) {
    if (date.equals(LocalDate.MAX)) {
      return LocalDateTime.MAX;
    }
    return date.equals(LocalDate.MIN) ? LocalDateTime.MIN : date.atStartOfDay();
  }

  private static OffsetDateTime atZone(LocalDateTime dateTime, ZoneId zone) {
    if (dateTime.equals(LocalDateTime.MAX)) {
      return OffsetDateTime.MAX;
    }
    return dateTime.equals(LocalDateTime.MIN)
        ? OffsetDateTime.MIN
        : dateTime.atZone(zone).toOffsetDateTime();
  }

  private static LocalDateTime fields(long millis, ZoneId zone) {
    GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
    calendar.setTimeInMillis(millis);
    int year = calendar.get(Calendar.YEAR);
    if (calendar.get(Calendar.ERA) == GregorianCalendar.BC) {
      year = 1 - year;
    }
    return LocalDateTime.of(
        year,
        calendar.get(Calendar.MONTH) + 1,
        calendar.get(Calendar.DAY_OF_MONTH),
        calendar.get(Calendar.HOUR_OF_DAY),
        calendar.get(Calendar.MINUTE),
        calendar.get(Calendar.SECOND),
        calendar.get(Calendar.MILLISECOND) * 1_000_000);
  }

  private static long millis(LocalDateTime dateTime, ZoneId zone) {
    if (dateTime.getYear() > 1900 && dateTime.getYear() < 10_000) {
      return dateTime.atZone(zone).toInstant().toEpochMilli();
    }
    GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone));
    calendar.clear();
    int year = dateTime.getYear();
    calendar.set(Calendar.ERA, year > 0 ? GregorianCalendar.AD : GregorianCalendar.BC);
    calendar.set(
        year > 0 ? year : 1 - year,
        dateTime.getMonthValue() - 1,
        dateTime.getDayOfMonth(),
        dateTime.getHour(),
        dateTime.getMinute(),
        dateTime.getSecond());
    return calendar.getTimeInMillis() + dateTime.getNano() / 1_000_000;
  }

  private static Object parse(TypeName type, String text, ZoneId zone) {
    try {
      return ValueCodec.of(LogicalType.of(type)).parse(text.trim(), zone);
    } catch (IssueException notIso) {
      throw ConversionException.notIso(type.name().toLowerCase(Locale.ROOT));
    }
  }
}
