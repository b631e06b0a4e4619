package io.columnveil.jdbc;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import io.columnveil.value.Conversions;
import io.columnveil.value.TextStyle;
import java.sql.Types;

/**
 * What metadata says of a type that applications see, in the words of the wrapped database.
 *
 * @param type the type
 * @param style whose words
 */
record ShownType(LogicalType type, TextStyle style) {

  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final int H2_MAX_LENGTH = 1_000_000_000;

  private boolean isH2() {
    return style == TextStyle.H2;
  }

  /** A constant of {@link Types}. */
  int jdbcType() {
    return switch (type.name()) {
      case CHAR -> Types.CHAR;
      case VARCHAR, TEXT, JSON -> Types.VARCHAR;
      case SMALLINT -> Types.SMALLINT;
      case INTEGER -> Types.INTEGER;
      case BIGINT -> Types.BIGINT;
      case NUMERIC -> Types.NUMERIC;
      case REAL -> Types.REAL;
      case DOUBLE -> Types.DOUBLE;
      case BOOLEAN -> isH2() ? Types.BOOLEAN : Types.BIT;
      case DATE -> Types.DATE;
      case TIME -> Types.TIME;
      case TIMESTAMP -> Types.TIMESTAMP;
      case TIMESTAMPTZ -> isH2() ? Types.TIMESTAMP_WITH_TIMEZONE : Types.TIMESTAMP;
      case UUID -> isH2() ? Types.BINARY : Types.OTHER;
      case BYTEA -> isH2() ? Types.VARBINARY : Types.BINARY;
    };
  }

  /** The database's name of the type. */
  String typeName() {
    return switch (type.name()) {
      case CHAR -> isH2() ? "CHARACTER" : "bpchar";
      case VARCHAR -> isH2() ? "CHARACTER VARYING" : "varchar";
      case TEXT, JSON -> isH2() ? "CHARACTER VARYING" : "text";
      case SMALLINT -> isH2() ? "SMALLINT" : "int2";
      case INTEGER -> isH2() ? "INTEGER" : "int4";
      case BIGINT -> isH2() ? "BIGINT" : "int8";
      case NUMERIC -> isH2() ? "NUMERIC" : "numeric";
      case REAL -> isH2() ? "REAL" : "float4";
      case DOUBLE -> isH2() ? "DOUBLE PRECISION" : "float8";
      case BOOLEAN -> isH2() ? "BOOLEAN" : "bool";
      case DATE -> isH2() ? "DATE" : "date";
      case TIME -> isH2() ? "TIME" : "time";
      case TIMESTAMP -> isH2() ? "TIMESTAMP" : "timestamp";
      case TIMESTAMPTZ -> isH2() ? "TIMESTAMP WITH TIME ZONE" : "timestamptz";
      case UUID -> isH2() ? "UUID" : "uuid";
      case BYTEA -> isH2() ? "BINARY VARYING" : "bytea";
    };
  }

  /** The class that getObject gives. */
  String className() {
    Class<?> natural = new Conversions(style).naturalClass(type.name());
    return natural == byte[].class ? "[B" : natural.getName();
  }

  /** Digits, characters or bytes. */
  int precision() {
    return switch (type.name()) {
      case CHAR, VARCHAR, TEXT, JSON, BYTEA -> length();
      case SMALLINT -> isH2() ? 16 : 5;
      case INTEGER -> isH2() ? 32 : 10;
      case BIGINT -> isH2() ? 64 : 19;
      case NUMERIC -> Math.max(type.length(), 0);
      case REAL -> isH2() ? 24 : 8;
      case DOUBLE -> isH2() ? 53 : 17;
      case BOOLEAN -> 1;
      case DATE -> isH2() ? 10 : 13;
      case TIME -> isH2() ? 8 : 15;
      case TIMESTAMP -> isH2() ? 26 : 29;
      case TIMESTAMPTZ -> isH2() ? 32 : 35;
      case UUID -> isH2() ? 16 : UNLIMITED;
    };
  }

  /** Digits after the point. */
  int scale() {
    return switch (type.name()) {
      case NUMERIC -> Math.max(type.scale(), 0);
      case TIMESTAMP, TIMESTAMPTZ -> 6;
      case TIME -> isH2() ? 0 : 6;
      case REAL -> isH2() ? 0 : 8;
      case DOUBLE -> isH2() ? 0 : 17;
      default -> 0;
    };
  }

  /** Characters at most. */
  int displaySize() {
    return switch (type.name()) {
      case CHAR, VARCHAR, TEXT, JSON -> length();
      case BYTEA -> isH2() && type.length() >= 0 ? type.length() * 2 : length();
      case SMALLINT -> 6;
      case INTEGER -> 11;
      case BIGINT -> 20;
      case NUMERIC -> type.length() < 0 ? 131_089 : type.length() + 2;
      case REAL -> 15;
      case DOUBLE -> isH2() ? 24 : 25;
      case BOOLEAN -> isH2() ? 5 : 1;
      case UUID -> 36;
      default -> precision();
    };
  }

  /** Whether numbers are signed. */
  boolean isSigned() {
    return switch (type.name()) {
      case SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE -> true;
      default -> false;
    };
  }

  /** Whether case matters when values are compared. */
  boolean isCaseSensitive() {
    return type.isText() || type.name() == TypeName.JSON || (isH2() && !isSigned());
  }

  private int length() {
    if (type.length() >= 0) {
      return type.length();
    }
    return isH2() ? H2_MAX_LENGTH : UNLIMITED;
  }
}
