package io.columnveil.value;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import java.time.ZoneId;

/**
 * What one SQL type does to its values. Immutable and thread-safe.
 *
 * <p>The canonical Java class of each type:
 *
 * <table>
 * <caption>Canonical classes</caption>
 * <tr><td>char, varchar, text, json</td><td>{@link String}</td></tr>
 * <tr><td>smallint, integer, bigint</td><td>{@link Long}</td></tr>
 * <tr><td>numeric</td><td>{@link java.math.BigDecimal}; NaN and infinities cannot be held and are
 *     refused</td></tr>
 * <tr><td>real, double precision</td><td>{@link Float}, {@link Double}, with NaN, infinities and -0.0
 *     </td></tr>
 * <tr><td>boolean</td><td>{@link Boolean}</td></tr>
 * <tr><td>date</td><td>{@link java.time.LocalDate}; {@code MIN} and {@code MAX} are -infinity and
 *     infinity, as in pgjdbc</td></tr>
 * <tr><td>time</td><td>{@link java.time.LocalTime}; {@code MAX} is 24:00:00, as in pgjdbc</td></tr>
 * <tr><td>timestamp</td><td>{@link java.time.LocalDateTime}; {@code MIN} and {@code MAX} are the
 *     infinities</td></tr>
 * <tr><td>timestamptz</td><td>{@link java.time.OffsetDateTime}; {@code MIN} and {@code MAX} are the
 *     infinities</td></tr>
 * <tr><td>uuid</td><td>{@link java.util.UUID}</td></tr>
 * <tr><td>bytea</td><td>{@code byte[]}</td></tr>
 * </table>
 *
 * <p>Two encodings, both frozen (see {@code driver/docs/envelope-format.md}): the exact one gives
 * back the value as it was written; the canonical one is the same for all values that the database
 * calls equal. Both can be told apart and read without knowing which is which.
 */
public abstract sealed class ValueCodec
    permits TextCodec,
        IntegerCodec,
        NumericCodec,
        RealCodec,
        DoubleCodec,
        BooleanCodec,
        DateCodec,
        TimeCodec,
        TimestampCodec,
        TimestamptzCodec,
        UuidCodec,
        BytesCodec {

  private final LogicalType type;

  ValueCodec(LogicalType type) {
    this.type = type;
  }

  /** The codec of a type. */
  public static ValueCodec of(LogicalType type) {
    return switch (type.name()) {
      case CHAR, VARCHAR, TEXT, JSON -> new TextCodec(type);
      case SMALLINT, INTEGER, BIGINT -> new IntegerCodec(type);
      case NUMERIC -> new NumericCodec(type);
      case REAL -> new RealCodec(type);
      case DOUBLE -> new DoubleCodec(type);
      case BOOLEAN -> new BooleanCodec(type);
      case DATE -> new DateCodec(type);
      case TIME -> new TimeCodec(type);
      case TIMESTAMP -> new TimestampCodec(type);
      case TIMESTAMPTZ -> new TimestamptzCodec(type);
      case UUID -> new UuidCodec(type);
      case BYTEA -> new BytesCodec(type);
    };
  }

  public final LogicalType type() {
    return type;
  }

  /**
   * The value as a column of this type would hold it: CHAR padded with blanks to its length,
   * numeric filled up to its scale; anything that the type cannot hold exactly is refused.
   *
   * @param value of the canonical class
   * @throws IssueException 22V02
   */
  public abstract Object fit(Object value);

  /** The exact encoding of a value that went through {@link #fit}. */
  public abstract byte[] encodeExactly(Object value);

  /**
   * The canonical encoding: equal for equal values.
   *
   * @throws IssueException 22V02 if the canonical form cannot hold the value
   */
  public abstract byte[] encodeForEquality(Object value);

  /**
   * The value of either encoding.
   *
   * @throws IssueException 22V01 if the bytes are no value of this type
   */
  public abstract Object decode(byte[] encoded);

  /**
   * Reads a value's text: what a quoted SQL literal of this type holds, or what the database shows
   * for a stored value. Dates and times in ISO form only. Limits of the type are not checked here.
   *
   * @param zone what a timestamptz without offset is relative to
   * @throws IssueException 22V02 if it is no value of this type
   */
  public abstract Object parse(String text, ZoneId zone);

  /**
   * The text that PostgreSQL shows for the value.
   *
   * @param zone the zone in which a timestamptz is shown; other types do not look at it
   */
  public abstract String text(Object value, ZoneId zone);

  /** A value that the type cannot hold; the reason must not hold it either. */
  final IssueException rejected(String reason) {
    return new IssueException(
        Issue.error(
            ErrorCode.WRITTEN_VALUE_REJECTED,
            "a value does not fit type " + type + ": " + reason,
            "Write a value that the type can hold exactly"));
  }

  /** A stored value that is no value of this type. */
  final IssueException unreadable() {
    return new IssueException(
        Issue.error(
            ErrorCode.STORED_VALUE_REJECTED,
            "a stored value is no value of type " + type,
            "Check that the policy names the type under which it was written"));
  }

  /** The value as its canonical class, or a refusal. */
  final <T> T as(Class<T> canonical, Object value) {
    if (!canonical.isInstance(value)) {
      throw rejected("it is of another kind");
    }
    return canonical.cast(value);
  }
}
