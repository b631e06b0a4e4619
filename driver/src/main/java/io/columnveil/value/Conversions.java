package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Between the classes that JDBC applications use and the canonical class of each logical type:
 *
 * <ul>
 *   <li>char, varchar, text, json: {@link String}
 *   <li>smallint, integer, bigint: {@link Long}
 *   <li>numeric: {@link BigDecimal}; real: {@link Float}; double precision: {@link Double}
 *   <li>boolean: {@link Boolean}; uuid: {@link UUID}; bytea: {@code byte[]}
 *   <li>date, time, timestamp, timestamptz: {@link LocalDate}, {@link LocalTime}, {@link
 *       LocalDateTime}, {@link OffsetDateTime}
 * </ul>
 *
 * <p>Written values are converted exactly or not at all. Read values are converted as the wrapped
 * database and its driver would. Immutable and thread-safe; failures are {@link
 * ConversionException}s, which never hold a value.
 */
public final class Conversions {

  private final TextStyle style;

  /** Conversions that behave as one database's. */
  public Conversions(TextStyle style) {
    this.style = style;
  }

  /** The canonical value to store, in the default time zone of the virtual machine. */
  public Object canonical(Object value, LogicalType type) {
    return canonical(value, type, ZoneId.systemDefault());
  }

  /**
   * The canonical value to store.
   *
   * @param value as an application or a literal gives it
   * @param type of the column
   * @param zone in which values without an offset are understood
   */
  public Object canonical(Object value, LogicalType type, ZoneId zone) {
    Object given = plainJava(value);
    return switch (type.name()) {
      case CHAR, VARCHAR, TEXT -> fit(written(given, type, zone), type);
      case JSON -> written(given, type, zone);
      case SMALLINT, INTEGER, BIGINT -> NumberConversion.exactInteger(given, type);
      case NUMERIC -> NumberConversion.exactNumeric(given, type);
      case REAL -> NumberConversion.exactReal(given);
      case DOUBLE -> NumberConversion.exactDouble(given);
      case BOOLEAN -> NumberConversion.exactBoolean(given);
      case DATE -> TemporalConversion.exactDate(given, zone);
      case TIME -> TemporalConversion.exactTime(given, zone);
      case TIMESTAMP -> TemporalConversion.exactDateTime(given, zone);
      case TIMESTAMPTZ -> TemporalConversion.exactInstant(given, zone);
      case UUID -> uuid(given);
      case BYTEA -> bytes(given, type);
    };
  }

  /** The canonical value as another class, in the default time zone of the virtual machine. */
  public <T> T as(Object canonical, LogicalType type, Class<T> target) {
    return as(canonical, type, target, ZoneId.systemDefault());
  }

  /**
   * The canonical value as another class.
   *
   * @param canonical value of the canonical class
   * @param type of the column
   * @param target the class asked for; {@code Object} means what the wrapped driver would give
   * @param zone for the classes of {@code java.sql}
   */
  public <T> T as(Object canonical, LogicalType type, Class<T> target, ZoneId zone) {
    Object result = convert(canonical, type, target, zone);
    if (result == null) {
      throw ConversionException.impossible(type.toString(), target.getSimpleName());
    }
    return target.cast(result);
  }

  private @Nullable Object convert(Object value, LogicalType type, Class<?> target, ZoneId zone) {
    if (target == String.class) {
      return text(value, type, zone);
    }
    if (target == Object.class) {
      return convert(value, type, naturalClass(type.name()), zone);
    }
    if (target == Integer.class) {
      return (int)
          NumberConversion.toLong(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "int", style);
    }
    if (target == Long.class) {
      return NumberConversion.toLong(value, Long.MIN_VALUE, Long.MAX_VALUE, "long", style);
    }
    if (target == Short.class) {
      return (short)
          NumberConversion.toLong(value, Short.MIN_VALUE, Short.MAX_VALUE, "short", style);
    }
    if (target == Byte.class) {
      return (byte) NumberConversion.toLong(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte", style);
    }
    if (target == Boolean.class) {
      return NumberConversion.toBoolean(value, style);
    }
    if (target == Double.class) {
      return NumberConversion.toDouble(value);
    }
    if (target == Float.class) {
      return NumberConversion.toFloat(value);
    }
    if (target == BigDecimal.class) {
      return NumberConversion.toDecimal(value, "numeric");
    }
    if (target == BigInteger.class) {
      return NumberConversion.toDecimal(value, "integer").toBigInteger();
    }
    if (target == byte[].class) {
      return storedBytes(value, type, zone);
    }
    if (target == UUID.class) {
      return uuid(value);
    }
    return temporal(value, target, zone);
  }

  private static @Nullable Object temporal(Object value, Class<?> target, ZoneId zone) {
    if (target == Date.class) {
      return TemporalConversion.sqlDate(TemporalConversion.toDate(value, zone), zone);
    }
    if (target == Time.class) {
      return TemporalConversion.sqlTime(TemporalConversion.toTime(value, zone), zone);
    }
    if (target == Timestamp.class || target == java.util.Date.class) {
      return value instanceof OffsetDateTime instant
          ? TemporalConversion.sqlTimestamp(instant)
          : TemporalConversion.sqlTimestamp(TemporalConversion.toDateTime(value, zone), zone);
    }
    if (target == LocalDate.class) {
      return TemporalConversion.toDate(value, zone);
    }
    if (target == LocalTime.class) {
      return TemporalConversion.toTime(value, zone);
    }
    if (target == LocalDateTime.class) {
      return TemporalConversion.toDateTime(value, zone);
    }
    if (target == OffsetDateTime.class) {
      return TemporalConversion.toInstant(value, zone);
    }
    if (target == ZonedDateTime.class) {
      return TemporalConversion.toInstant(value, zone).toZonedDateTime();
    }
    if (target == Instant.class) {
      return TemporalConversion.toInstant(value, zone).toInstant();
    }
    if (target == OffsetTime.class) {
      return TemporalConversion.toOffsetTime(value, zone);
    }
    if (target == Calendar.class) {
      return GregorianCalendar.from(TemporalConversion.toInstant(value, zone).toZonedDateTime());
    }
    return null;
  }

  /** The class that {@code getObject(column)} gives for a type. */
  public Class<?> naturalClass(TypeName type) {
    return switch (type) {
      case CHAR, VARCHAR, TEXT, JSON -> String.class;
      case SMALLINT, INTEGER -> Integer.class;
      case BIGINT -> Long.class;
      case NUMERIC -> BigDecimal.class;
      case REAL -> Float.class;
      case DOUBLE -> Double.class;
      case BOOLEAN -> Boolean.class;
      case DATE -> Date.class;
      case TIME -> Time.class;
      case TIMESTAMP -> Timestamp.class;
      case TIMESTAMPTZ -> style == TextStyle.H2 ? OffsetDateTime.class : Timestamp.class;
      case UUID -> UUID.class;
      case BYTEA -> byte[].class;
    };
  }

  /** The text that {@code getString} gives. */
  public String text(Object canonical, LogicalType type, ZoneId zone) {
    return switch (type.name()) {
      case CHAR -> padded((String) canonical, type.length());
      case VARCHAR, TEXT, JSON -> (String) canonical;
      case SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE, BOOLEAN ->
          NumberConversion.text(canonical, type.name(), style);
      case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> TemporalConversion.text(canonical, style, zone);
      case UUID -> canonical.toString();
      case BYTEA ->
          style == TextStyle.H2
              ? new String((byte[]) canonical, StandardCharsets.UTF_8)
              : "\\x" + HexFormat.of().formatHex((byte[]) canonical);
    };
  }

  private Object storedBytes(Object value, LogicalType type, ZoneId zone) {
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (style == TextStyle.POSTGRESQL || value instanceof String) {
      return text(value, type, zone).getBytes(StandardCharsets.UTF_8);
    }
    if (value instanceof UUID uuid) {
      return ByteBuffer.allocate(16)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    if (value instanceof Long number) {
      return switch (type.name()) {
        case SMALLINT -> ByteBuffer.allocate(2).putShort(number.shortValue()).array();
        case INTEGER -> ByteBuffer.allocate(4).putInt(number.intValue()).array();
        default -> ByteBuffer.allocate(8).putLong(number).array();
      };
    }
    throw ConversionException.impossible(type.toString(), "bytes");
  }

  /** PostgreSQL's own value classes stand for text. */
  private static Object plainJava(Object value) {
    if (value instanceof Character c) {
      return c.toString();
    }
    // by name: its driver need not be on the class path
    if (value.getClass().getName().startsWith("org.postgresql.util.PG")) {
      return String.valueOf(value);
    }
    return value;
  }

  private String written(Object value, LogicalType type, ZoneId zone) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Boolean bool) {
      return style == TextStyle.H2 ? (bool ? "TRUE" : "FALSE") : bool.toString();
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Number || value instanceof UUID || value instanceof Enum<?>) {
      return value.toString();
    }
    if (value instanceof Date || value instanceof LocalDate) {
      return TemporalConversion.text(TemporalConversion.exactDate(value, zone), style, zone);
    }
    if (value instanceof Time || value instanceof LocalTime) {
      return TemporalConversion.text(TemporalConversion.exactTime(value, zone), style, zone);
    }
    if (value instanceof Timestamp || value instanceof LocalDateTime) {
      return TemporalConversion.text(TemporalConversion.exactDateTime(value, zone), style, zone);
    }
    if (value instanceof OffsetDateTime dateTime) {
      return TemporalConversion.text(dateTime, style, zone);
    }
    throw ConversionException.impossible(value.getClass().getSimpleName(), type.toString());
  }

  /** Too long is refused, except for trailing blanks, which SQL cuts. */
  private static String fit(String text, LogicalType type) {
    int limit = type.length();
    if (limit < 0 || text.length() <= limit || text.codePointCount(0, text.length()) <= limit) {
      return text;
    }
    int end = text.offsetByCodePoints(0, limit);
    for (int i = end; i < text.length(); i++) {
      if (text.charAt(i) != ' ') {
        throw ConversionException.tooLong(type.toString());
      }
    }
    return text.substring(0, end);
  }

  private static String padded(String text, int length) {
    int missing = length - text.codePointCount(0, text.length());
    return missing <= 0 ? text : text + " ".repeat(missing);
  }

  private static Object uuid(Object value) {
    if (value instanceof UUID) {
      return value;
    }
    if (value instanceof byte[] bytes && bytes.length == 16) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new UUID(buffer.getLong(), buffer.getLong());
    }
    if (value instanceof String text) {
      String trimmed = text.trim();
      // UUID.fromString also takes shortened groups
      if (trimmed.length() == 36) {
        try {
          return UUID.fromString(trimmed);
        } catch (IllegalArgumentException malformed) {
          throw ConversionException.notReadable("uuid");
        }
      }
      throw ConversionException.notReadable("uuid");
    }
    throw ConversionException.impossible(value.getClass().getSimpleName(), "uuid");
  }

  private static byte[] bytes(Object value, LogicalType type) {
    byte[] bytes;
    if (value instanceof byte[] given) {
      bytes = given;
    } else if (value instanceof String text && text.startsWith("\\x")) {
      try {
        bytes = HexFormat.of().parseHex(text, 2, text.length());
      } catch (IllegalArgumentException malformed) {
        throw ConversionException.notReadable("bytea");
      }
    } else {
      throw ConversionException.impossible(value.getClass().getSimpleName(), type.toString());
    }
    if (type.length() >= 0 && bytes.length > type.length()) {
      throw ConversionException.tooLong(type.toString());
    }
    return bytes;
  }
}
