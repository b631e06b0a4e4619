package io.columnveil.value;

import io.columnveil.issue.IssueException;
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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Between the classes that JDBC applications use and the canonical class of each logical type,
 * which {@link ValueCodec} lists.
 *
 * <p>Written values are converted exactly or not at all. Read values are converted as the wrapped
 * database and its driver would. Immutable and thread-safe; failures are {@link
 * ConversionException}s, which never hold a value.
 */
public final class Conversions {

  private static final ZoneId UTC = ZoneOffset.UTC;

  private final TextStyle style;

  /** Conversions that behave as one database's. */
  public Conversions(TextStyle style) {
    this.style = style;
  }

  /**
   * The canonical value of what an application gives, in the default time zone of the virtual
   * machine.
   *
   * @throws io.columnveil.issue.IssueException 22V02 if text is no value of the type
   */
  public Object canonical(Object value, ValueCodec codec) {
    boolean zoned = !(value instanceof String) || isTemporal(codec.type());
    return canonical(value, codec, zoned ? ZoneId.systemDefault() : UTC);
  }

  /**
   * The canonical value of what an application gives. Limits of the type, such as its length, are
   * not checked here.
   *
   * @param value as an application gives it
   * @param codec of the column's type
   * @param zone in which values without an offset are understood
   * @throws io.columnveil.issue.IssueException 22V02 if text is no value of the type
   */
  public Object canonical(Object value, ValueCodec codec, ZoneId zone) {
    Object given = value instanceof String ? value : plainJava(value);
    if (given instanceof String text) {
      return codec.parse(text, zone);
    }
    LogicalType type = codec.type();
    return switch (type.name()) {
      case CHAR, VARCHAR, TEXT, JSON -> written(given, type, zone);
      case SMALLINT, INTEGER, BIGINT -> NumberConversion.exactInteger(given, type.toString());
      case NUMERIC -> NumberConversion.exactNumeric(given);
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
    return as(canonical, type, target, needsZone(type, target) ? ZoneId.systemDefault() : UTC);
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

  /** Asking for the default zone costs more than most conversions. */
  private static boolean needsZone(LogicalType type, Class<?> target) {
    return isTemporal(type)
        || target != String.class && target != Object.class && target != Integer.class;
  }

  private static boolean isTemporal(LogicalType type) {
    return switch (type.name()) {
      case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> true;
      default -> false;
    };
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
    if (canonical instanceof String text) {
      return text;
    }
    boolean h2 = style == TextStyle.H2;
    return switch (type.name()) {
      case SMALLINT, INTEGER, BIGINT, NUMERIC, BOOLEAN -> NumberConversion.text(canonical, style);
      case REAL, DOUBLE -> h2 ? canonical.toString() : ValueCodec.of(type).text(canonical, zone);
      case TIMESTAMPTZ -> {
        // PostgreSQL shows the session's zone, H2 the value's own
        ZoneId shownIn = h2 ? ((OffsetDateTime) canonical).getOffset() : zone;
        yield ValueCodec.of(type).text(canonical, shownIn);
      }
      case BYTEA ->
          h2
              ? new String((byte[]) canonical, StandardCharsets.UTF_8)
              : ValueCodec.of(type).text(canonical, zone);
      default -> ValueCodec.of(type).text(canonical, zone);
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
      return text(TemporalConversion.exactDate(value, zone), LogicalType.of(TypeName.DATE), zone);
    }
    if (value instanceof Time || value instanceof LocalTime) {
      return text(TemporalConversion.exactTime(value, zone), LogicalType.of(TypeName.TIME), zone);
    }
    if (value instanceof Timestamp || value instanceof LocalDateTime) {
      return text(
          TemporalConversion.exactDateTime(value, zone), LogicalType.of(TypeName.TIMESTAMP), zone);
    }
    if (value instanceof OffsetDateTime) {
      return text(value, LogicalType.of(TypeName.TIMESTAMPTZ), zone);
    }
    throw ConversionException.impossible(value.getClass().getSimpleName(), type.toString());
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
      try {
        return ValueCodec.of(LogicalType.of(TypeName.UUID)).parse(text, UTC);
      } catch (IssueException malformed) {
        throw ConversionException.notReadable("uuid");
      }
    }
    throw ConversionException.impossible(value.getClass().getSimpleName(), "uuid");
  }

  private static byte[] bytes(Object value, LogicalType type) {
    if (value instanceof byte[] given) {
      return given;
    }
    throw ConversionException.impossible(value.getClass().getSimpleName(), type.toString());
  }
}
