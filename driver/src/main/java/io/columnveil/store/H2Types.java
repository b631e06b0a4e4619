package io.columnveil.store;

import java.sql.Types;

/** What JDBC calls H2's types, as H2's driver does. */
final class H2Types {

  private H2Types() {}

  static int jdbcType(String dataType) {
    return switch (dataType) {
      case "CHARACTER" -> Types.CHAR;
      case "CHARACTER VARYING", "VARCHAR_IGNORECASE" -> Types.VARCHAR;
      case "CHARACTER LARGE OBJECT" -> Types.CLOB;
      case "BINARY" -> Types.BINARY;
      case "BINARY VARYING" -> Types.VARBINARY;
      case "BINARY LARGE OBJECT" -> Types.BLOB;
      case "BOOLEAN" -> Types.BOOLEAN;
      case "TINYINT" -> Types.TINYINT;
      case "SMALLINT" -> Types.SMALLINT;
      case "INTEGER" -> Types.INTEGER;
      case "BIGINT" -> Types.BIGINT;
      case "NUMERIC" -> Types.NUMERIC;
      case "REAL" -> Types.REAL;
      case "DOUBLE PRECISION" -> Types.DOUBLE;
      case "DECFLOAT" -> Types.DECIMAL;
      case "DATE" -> Types.DATE;
      case "TIME" -> Types.TIME;
      case "TIME WITH TIME ZONE" -> Types.TIME_WITH_TIMEZONE;
      case "TIMESTAMP" -> Types.TIMESTAMP;
      case "TIMESTAMP WITH TIME ZONE" -> Types.TIMESTAMP_WITH_TIMEZONE;
      case "ARRAY" -> Types.ARRAY;
      default -> Types.OTHER;
    };
  }
}
