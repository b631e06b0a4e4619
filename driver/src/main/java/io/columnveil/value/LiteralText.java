package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads the literals of a statement as values of a column's type, as the database would when it
 * assigns or compares them. What it would round, or read by a setting, is refused.
 */
public final class LiteralText {

  private LiteralText() {}

  /**
   * The canonical value of a literal.
   *
   * @param kind how it was written: STRING, NUMBER, BOOLEAN, BINARY, DATE, TIME, TIMESTAMP,
   *     TIMESTAMPTZ, UUID or NULL
   * @param text its value, unquoted; a BINARY literal in hexadecimal
   * @param type the column's type
   * @param zone what a timestamptz without offset is relative to: the session's time zone
   * @return null for NULL
   * @throws io.columnveil.issue.IssueException 22V02 if it is no value of the type
   */
  public static @Nullable Object parse(String kind, String text, LogicalType type, ZoneId zone) {
    ValueCodec codec = ValueCodec.of(type);
    return switch (kind) {
      case "NULL" -> null;
      case "STRING" -> codec.parse(text, zone);
      case "NUMBER" -> number(text, codec, zone);
      case "BOOLEAN" -> expect(codec, codec instanceof BooleanCodec).parse(text, zone);
      case "BINARY" -> {
        if (codec instanceof BytesCodec bytes) {
          yield bytes.parseHex(text);
        }
        throw codec.rejected("it is binary");
      }
      case "DATE" -> date(text, codec, zone);
      case "TIME" -> expect(codec, codec instanceof TimeCodec).parse(text, zone);
      case "TIMESTAMP" -> timestamp(text, codec, zone);
      case "UUID" -> expect(codec, codec instanceof UuidCodec).parse(text, zone);
      case "TIMESTAMPTZ" -> expect(codec, codec instanceof TimestamptzCodec).parse(text, zone);
      default -> throw new IllegalArgumentException("no kind of literal: " + kind);
    };
  }

  private static Object number(String text, ValueCodec codec, ZoneId zone) {
    if (codec instanceof TextCodec) {
      // Assigned to a character column, a number is written out first: 1e3 becomes '1000'.
      ValueCodec numeric = ValueCodec.of(LogicalType.of(TypeName.NUMERIC));
      return numeric.text(numeric.parse(text, zone), zone);
    }
    boolean numeric =
        codec instanceof IntegerCodec
            || codec instanceof NumericCodec
            || codec instanceof RealCodec
            || codec instanceof DoubleCodec;
    return expect(codec, numeric).parse(text, zone);
  }

  private static Object date(String text, ValueCodec codec, ZoneId zone) {
    boolean holdsDates =
        codec instanceof DateCodec
            || codec instanceof TimestampCodec
            || codec instanceof TimestamptzCodec;
    expect(codec, holdsDates);
    ValueCodec dates = ValueCodec.of(LogicalType.of(TypeName.DATE));
    if (dates.parse(text, zone) instanceof LocalDate date
        && !date.equals(LocalDate.MAX)
        && !date.equals(LocalDate.MIN)) {
      return codec.parse(dates.text(date, zone), zone);
    }
    return codec.parse(text, zone);
  }

  private static Object timestamp(String text, ValueCodec codec, ZoneId zone) {
    expect(codec, codec instanceof TimestampCodec || codec instanceof TimestamptzCodec);
    // TIMESTAMP '...' has no offset: PostgreSQL would ignore one, so it must not have one here.
    ValueCodec.of(LogicalType.of(TypeName.TIMESTAMP)).parse(text, zone);
    return codec.parse(text, zone);
  }

  private static ValueCodec expect(ValueCodec codec, boolean fits) {
    if (!fits) {
      throw codec.rejected("it is of another kind");
    }
    return codec;
  }
}
