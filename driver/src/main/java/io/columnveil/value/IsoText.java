package io.columnveil.value;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times in ISO form, as PostgreSQL shows them: {@code 2024-02-29}, {@code 0044-03-15 BC},
 * {@code 10:15:30.25}, {@code +05:30}. Forms whose meaning depends on a setting, such as {@code
 * 1/2/2024}, are not read.
 */
final class IsoText {

  private static final String DATE = "([0-9]{4,9})-([0-9]{2})-([0-9]{2})";
  private static final String TIME = "([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?";
  private static final String ZONE = "(Z|[+-][0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2})?)?)";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:" + DATE + "(?:[ T](?=[0-9])|(?= BC|$)))?(?:" + TIME + " ?" + ZONE + "?)?( BC)?",
          Pattern.CASE_INSENSITIVE);

  private static final int DATE_AT = 1;
  private static final int TIME_AT = 4;
  private static final int ZONE_AT = 8;
  private static final int ERA_AT = 9;

  private final @Nullable LocalDate date;
  private final @Nullable LocalTime time;
  private final @Nullable ZoneOffset offset;

  /** Whether the time is 24:00:00, which LocalTime cannot tell from its last nanosecond. */
  private final boolean endOfDay;

  private IsoText(
      @Nullable LocalDate date,
      @Nullable LocalTime time,
      @Nullable ZoneOffset offset,
      boolean endOfDay) {
    this.date = date;
    this.time = time;
    this.offset = offset;
    this.endOfDay = endOfDay;
  }

  /** The parts of a text, or a refusal by the codec that asks. */
  static IsoText parse(String text, ValueCodec codec) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw codec.rejected("dates and times are written in ISO form");
    }
    try {
      boolean endOfDay = "24".equals(matcher.group(TIME_AT));
      return new IsoText(date(matcher), time(matcher), offset(matcher), endOfDay);
    } catch (DateTimeException e) {
      // Not as the cause: its message quotes the value.
      throw codec.rejected("it is no date or time of the calendar");
    }
  }

  /** 1 for {@code infinity}, -1 for {@code -infinity}, else 0. */
  static int infinity(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "infinity", "+infinity" -> 1;
      case "-infinity" -> -1;
      default -> 0;
    };
  }

  @Nullable LocalDate date() {
    return date;
  }

  @Nullable LocalTime time() {
    return time;
  }

  /** Date and time together, if there is a date; 24:00:00 is the start of the next day. */
  @Nullable LocalDateTime dateTime() {
    if (date == null) {
      return null;
    }
    if (time == null) {
      return date.atStartOfDay();
    }
    return endOfDay ? date.plusDays(1).atStartOfDay() : date.atTime(time);
  }

  @Nullable ZoneOffset offset() {
    return offset;
  }

  private static @Nullable LocalDate date(Matcher matcher) {
    if (matcher.group(DATE_AT) == null) {
      if (matcher.group(ERA_AT) != null) {
        throw new DateTimeException("an era without a date");
      }
      return null;
    }
    int year = Integer.parseInt(matcher.group(DATE_AT));
    if (matcher.group(ERA_AT) != null || year == 0) {
      // 1 BC is year 0; SQL knows no year 0.
      year = year == 0 ? Integer.MAX_VALUE : 1 - year;
    }
    return LocalDate.of(
        year,
        Integer.parseInt(matcher.group(DATE_AT + 1)),
        Integer.parseInt(matcher.group(DATE_AT + 2)));
  }

  private static @Nullable LocalTime time(Matcher matcher) {
    if (matcher.group(TIME_AT) == null) {
      return null;
    }
    int hour = Integer.parseInt(matcher.group(TIME_AT));
    int minute = Integer.parseInt(matcher.group(TIME_AT + 1));
    String seconds = matcher.group(TIME_AT + 2);
    int second = seconds == null ? 0 : Integer.parseInt(seconds);
    String fraction = matcher.group(TIME_AT + 3);
    int nano =
        fraction == null ? 0 : Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
    if (hour == 24 && minute == 0 && second == 0 && nano == 0) {
      return LocalTime.MAX;
    }
    return LocalTime.of(hour, minute, second, nano);
  }

  private static @Nullable ZoneOffset offset(Matcher matcher) {
    String zone = matcher.group(ZONE_AT);
    return zone == null ? null : ZoneOffset.of(zone.toUpperCase(Locale.ROOT));
  }

  /** {@code 2024-02-29}; years before 1 are followed by BC, which comes last of all. */
  static void appendDate(StringBuilder text, LocalDate date) {
    int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
    String digits = Integer.toString(year);
    text.append("0".repeat(Math.max(0, 4 - digits.length()))).append(digits).append('-');
    appendTwo(text, date.getMonthValue());
    text.append('-');
    appendTwo(text, date.getDayOfMonth());
  }

  static void appendEra(StringBuilder text, LocalDate date) {
    if (date.getYear() <= 0) {
      text.append(" BC");
    }
  }

  /** {@code 10:15:30.25}: no trailing zeros in the fraction. */
  static void appendTime(StringBuilder text, LocalTime time) {
    appendTwo(text, time.getHour());
    text.append(':');
    appendTwo(text, time.getMinute());
    text.append(':');
    appendTwo(text, time.getSecond());
    if (time.getNano() != 0) {
      String fraction = Integer.toString(1_000_000_000 + time.getNano()).substring(1);
      int end = fraction.length();
      while (fraction.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(fraction, 0, end);
    }
  }

  /** {@code +00}, {@code +05:30}, {@code -03:30:15}. */
  static void appendOffset(StringBuilder text, ZoneOffset offset) {
    int seconds = Math.abs(offset.getTotalSeconds());
    text.append(offset.getTotalSeconds() < 0 ? '-' : '+');
    appendTwo(text, seconds / 3600);
    if (seconds % 3600 != 0) {
      text.append(':');
      appendTwo(text, seconds / 60 % 60);
    }
    if (seconds % 60 != 0) {
      text.append(':');
      appendTwo(text, seconds % 60);
    }
  }

  private static void appendTwo(StringBuilder text, int number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
