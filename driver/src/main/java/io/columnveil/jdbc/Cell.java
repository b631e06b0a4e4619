package io.columnveil.jdbc;

import io.columnveil.engine.Shown;
import io.columnveil.issue.IssueException;
import io.columnveil.value.ConversionException;
import io.columnveil.value.Conversions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result set whose cells are not simply the wrapped driver's. All getters of the
 * column end in {@link #read}. Tells {@link #wasNull} of the last value read.
 */
abstract class Cell {

  private boolean wasNull;

  /**
   * The cell of the current row.
   *
   * @param target class asked for; Object for the natural one
   * @param zone for the classes of java.sql; null for the default zone
   */
  abstract <T> @Nullable T read(Class<T> target, @Nullable ZoneId zone) throws SQLException;

  /**
   * What is shown, as the class asked for.
   *
   * @param shown may be refused by an {@link IssueException}
   */
  static <T> @Nullable T converted(
      Supplier<Shown> shown, Conversions conversions, Class<T> target, @Nullable ZoneId zone)
      throws SQLException {
    try {
      Shown value = shown.get();
      return zone == null
          ? conversions.as(value.value(), value.type(), target)
          : conversions.as(value.value(), value.type(), target, zone);
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    } catch (ConversionException impossible) {
      throw SqlErrors.of(impossible);
    }
  }

  /** What the column is called in messages. */
  abstract String name();

  final boolean wasNull() {
    return wasNull;
  }

  final <T> @Nullable T as(Class<T> target) throws SQLException {
    return noted(read(target, null));
  }

  final <T> @Nullable T as(Class<T> target, @Nullable Calendar calendar) throws SQLException {
    return noted(read(target, calendar == null ? null : calendar.getTimeZone().toZoneId()));
  }

  /** For {@code getObject(column, type)}: also the classes that have getters of their own. */
  @SuppressWarnings("unchecked")
  final <T> @Nullable T asClass(@Nullable Class<T> type) throws SQLException {
    if (type == null) {
      throw SqlErrors.refused("a class to read the value as is missing", "Name one");
    }
    if (type == InputStream.class) {
      return (T) asBinaryStream();
    }
    if (type == Reader.class) {
      return (T) asReader();
    }
    if (type == Clob.class || type == NClob.class) {
      return (T) asClob();
    }
    if (type == Blob.class) {
      return (T) asBlob();
    }
    return as(type);
  }

  final boolean asBoolean() throws SQLException {
    Boolean value = as(Boolean.class);
    return value != null && value;
  }

  final byte asByte() throws SQLException {
    Byte value = as(Byte.class);
    return value == null ? 0 : value;
  }

  final short asShort() throws SQLException {
    Short value = as(Short.class);
    return value == null ? 0 : value;
  }

  final int asInt() throws SQLException {
    Integer value = as(Integer.class);
    return value == null ? 0 : value;
  }

  final long asLong() throws SQLException {
    Long value = as(Long.class);
    return value == null ? 0 : value;
  }

  final float asFloat() throws SQLException {
    Float value = as(Float.class);
    return value == null ? 0 : value;
  }

  final double asDouble() throws SQLException {
    Double value = as(Double.class);
    return value == null ? 0 : value;
  }

  final @Nullable BigDecimal asDecimal(int scale) throws SQLException {
    BigDecimal value = as(BigDecimal.class);
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  final @Nullable InputStream asBinaryStream() throws SQLException {
    byte[] bytes = as(byte[].class);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  final @Nullable InputStream asAsciiStream() throws SQLException {
    String text = as(String.class);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  final @Nullable Reader asReader() throws SQLException {
    String text = as(String.class);
    return text == null ? null : new StringReader(text);
  }

  final @Nullable NClob asClob() throws SQLException {
    String text = as(String.class);
    return text == null ? null : new MemoryClob(text);
  }

  final @Nullable Blob asBlob() throws SQLException {
    byte[] bytes = as(byte[].class);
    return bytes == null ? null : new MemoryBlob(bytes);
  }

  /** For getters of database objects, which a protected value never is. */
  final <T> @Nullable T refuse(Class<T> type) throws SQLException {
    // first the reader's own refusal, which is the more telling one
    if (read(type, null) == null) {
      return noted(null);
    }
    throw SqlErrors.refused(
        name() + " cannot be read as " + type.getSimpleName(), "Read it as the type it has");
  }

  private <T> @Nullable T noted(@Nullable T value) {
    wasNull = value == null;
    return value;
  }
}
