package io.columnveil.sql.bind;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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
      return isUnlimitedText(type);
    }
    return switch (column.name()) {
      case SMALLINT, INTEGER, BIGINT -> INTEGERS.contains(type);
      default -> SAME.getOrDefault(column.name().name(), Set.of()).contains(type);
    };
  }
}
