package io.columnveil.value;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Calendar;
import java.util.GregorianCalendar;
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

  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 9, java.time.format.SignStyle.NORMAL)
          .appendPattern("-MM-dd")
          .toFormatter(java.util.Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter TIME_OUT =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);
  private static final DateTimeFormatter OFFSET =
      new DateTimeFormatterBuilder()
          .appendPattern("[XXX][XX][X]")
          .toFormatter(java.util.Locale.ROOT);

  private TemporalConversion() {}

  // ---- written values ----

  static LocalDate exactDate(Object value, ZoneId zone) {
    if (value instanceof LocalDate date) {
      return date;
    }
    if (value instanceof String text) {
      return parseDate(text);
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
    if (value instanceof String text) {
      return parseTime(text);
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
    if (value instanceof String text) {
      return parseDateTime(text, zone);
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
    if (value instanceof String text) {
      return parseInstant(text, zone);
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
    if (value instanceof String text) {
      return toDateTime(text, zone).toLocalDate();
    }
    return toDateTime(value, zone).toLocalDate();
  }

  static LocalTime toTime(Object value, ZoneId zone) {
    if (value instanceof LocalTime time) {
      return time;
    }
    if (value instanceof String text) {
      return text.indexOf('-') > 0 ? toDateTime(text, zone).toLocalTime() : parseTime(text);
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
    return exactDateTime(value, zone);
  }

  static OffsetDateTime toInstant(Object value, ZoneId zone) {
    if (value instanceof LocalTime time) {
      return atZone(time.atDate(LocalDate.EPOCH), zone);
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

  static String text(Object value, TextStyle style, ZoneId zone) {
    if (value instanceof LocalDate date) {
      if (date.equals(LocalDate.MAX)) {
        return "infinity";
      }
      return date.equals(LocalDate.MIN) ? "-infinity" : DATE.format(date);
    }
    if (value instanceof LocalTime time) {
      return TIME_OUT.format(time);
    }
    if (value instanceof LocalDateTime dateTime) {
      if (dateTime.equals(LocalDateTime.MAX)) {
        return "infinity";
      }
      return dateTime.equals(LocalDateTime.MIN)
          ? "-infinity"
          : DATE.format(dateTime) + ' ' + TIME_OUT.format(dateTime);
    }
    OffsetDateTime instant = (OffsetDateTime) value;
    if (instant.equals(OffsetDateTime.MAX)) {
      return "infinity";
    }
    if (instant.equals(OffsetDateTime.MIN)) {
      return "-infinity";
    }
    OffsetDateTime shown =
        style == TextStyle.POSTGRESQL
            ? instant.atZoneSameInstant(zone).toOffsetDateTime()
            : instant;
    return DATE.format(shown) + ' ' + TIME_OUT.format(shown) + offset(shown.getOffset());
  }

  private static String offset(ZoneOffset offset) {
    if (offset.getTotalSeconds() == 0) {
      return "+00";
    }
    String id = offset.getId();
    return id.endsWith(":00") ? id.substring(0, id.length() - 3) : id;
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

  private static LocalDate parseDate(String text) {
    String trimmed = text.trim();
    if (trimmed.equals("infinity")) {
      return LocalDate.MAX;
    }
    if (trimmed.equals("-infinity")) {
      return LocalDate.MIN;
    }
    try {
      return LocalDate.parse(trimmed, DATE);
    } catch (DateTimeException malformed) {
      throw ConversionException.notIso("date");
    }
  }

  private static LocalTime parseTime(String text) {
    try {
      return LocalTime.parse(text.trim(), TIME);
    } catch (DateTimeException malformed) {
      throw ConversionException.notIso("time");
    }
  }

  private static LocalDateTime parseDateTime(String text, ZoneId zone) {
    String trimmed = text.trim();
    int split = split(trimmed);
    if (split < 0) {
      return startOfDay(parseDate(trimmed));
    }
    if (offsetStart(trimmed, split) >= 0) {
      return parseInstant(trimmed, zone).atZoneSameInstant(zone).toLocalDateTime();
    }
    return parseDate(trimmed.substring(0, split)).atTime(parseTime(trimmed.substring(split + 1)));
  }

  private static OffsetDateTime parseInstant(String text, ZoneId zone) {
    String trimmed = text.trim();
    int split = split(trimmed);
    int offset = split < 0 ? -1 : offsetStart(trimmed, split);
    if (offset < 0) {
      return atZone(parseDateTime(trimmed, zone), zone);
    }
    try {
      ZoneOffset zoneOffset = ZoneOffset.from(OFFSET.parse(trimmed.substring(offset).trim()));
      return parseDate(trimmed.substring(0, split))
          .atTime(parseTime(trimmed.substring(split + 1, offset)))
          .atOffset(zoneOffset);
    } catch (DateTimeException malformed) {
      throw ConversionException.notIso("timestamp with time zone");
    }
  }

  private static int split(String text) {
    int space = text.indexOf(' ');
    return space >= 0 ? space : text.indexOf('T');
  }

  private static int offsetStart(String text, int split) {
    for (int i = split + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+' || c == '-' || c == 'Z') {
        return i;
      }
    }
    return -1;
  }
}
