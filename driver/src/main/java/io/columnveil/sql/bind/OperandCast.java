package io.columnveil.sql.bind;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Casts of a value that change nothing when the value is encrypted for a column. */
public final class OperandCast {

  private static final Set<String> UNLIMITED_TEXT =
      Set.of("TEXT", "VARCHAR", "CHARACTER VARYING", "STRING", "CLOB", "CHARACTER LARGE OBJECT");
  private static final Set<String> INTEGERS =
      Set.of("SMALLINT", "INT2", "INT", "INTEGER", "INT4", "BIGINT", "INT8");
  private static final Map<String, Set<String>> SAME =
      Map.ofEntries(
          Map.entry("NUMERIC", Set.of("NUMERIC", "DECIMAL")),
          Map.entry("BOOLEAN", Set.of("BOOLEAN", "BOOL")),
          Map.entry("DATE", Set.of("DATE")),
          Map.entry("TIME", Set.of("TIME", "TIME WITHOUT TIME ZONE")),
          Map.entry("TIMESTAMP", Set.of("TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE")),
          Map.entry("TIMESTAMPTZ", Set.of("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE")),
          Map.entry("UUID", Set.of("UUID")),
          Map.entry("BYTEA", Set.of("BYTEA", "VARBINARY", "BINARY VARYING")),
          Map.entry("JSON", Set.of("JSON", "JSONB")),
          Map.entry("REAL", Set.of("REAL", "FLOAT4")),
          Map.entry("DOUBLE", Set.of("DOUBLE PRECISION", "FLOAT8", "DOUBLE")));

  private static final Pattern LIMITED_TEXT =
      Pattern.compile("(?:VARCHAR|CHARACTER VARYING) ?\\( ?(\\d{1,9}) ?\\)");
  private static final Pattern LIMITED_NUMERIC =
      Pattern.compile("(?:NUMERIC|DECIMAL) ?\\( ?(\\d{1,4}) ?, ?(\\d{1,4}) ?\\)");

  private OperandCast() {}

  static boolean isUnlimitedText(String type) {
    return UNLIMITED_TEXT.contains(type.toUpperCase(Locale.ROOT).trim());
  }

  /**
   * Whether a value cast to a type is, for a column of a logical type, the same as the value.
   *
   * @param cast in upper case, as {@link Operand#cast} holds it
   */
  public static boolean changesNothing(String cast, LogicalType column) {
    String type = cast.trim();
    if (column.name() == TypeName.CHAR) {
      // As text the trailing blanks would count, as char they do not.
      return false;
    }
    if (column.isText()) {
      return isUnlimitedText(type) || keepsLength(type, column);
    }
    if (column.name() == TypeName.NUMERIC && keepsDigits(type, column)) {
      return true;
    }
    return switch (column.name()) {
      case SMALLINT, INTEGER, BIGINT -> INTEGERS.contains(type);
      default -> SAME.getOrDefault(column.name().name(), Set.of()).contains(type);
    };
  }

  /** What is cut off makes a value that is longer than any in the column. */
  private static boolean keepsLength(String type, LogicalType column) {
    Matcher varchar = LIMITED_TEXT.matcher(type);
    return varchar.matches()
        && column.name() == TypeName.VARCHAR
        && column.length() >= 0
        && Integer.parseInt(varchar.group(1)) > column.length();
  }

  /** A value with more digits after the point than the column has is refused, not rounded. */
  private static boolean keepsDigits(String type, LogicalType column) {
    Matcher numeric = LIMITED_NUMERIC.matcher(type);
    return numeric.matches()
        && column.length() >= 0
        && Integer.parseInt(numeric.group(1)) >= column.length()
        && Integer.parseInt(numeric.group(2)) >= Math.max(column.scale(), 0);
  }
}
