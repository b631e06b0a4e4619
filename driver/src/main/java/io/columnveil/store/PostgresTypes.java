package io.columnveil.store;

import java.sql.Types;
import java.util.Map;

/** What JDBC calls PostgreSQL's types, as pgjdbc does. */
final class PostgresTypes {

  private static final Map<String, Integer> CODES =
      Map.ofEntries(
          Map.entry("int2", Types.SMALLINT),
          Map.entry("int4", Types.INTEGER),
          Map.entry("int8", Types.BIGINT),
          Map.entry("oid", Types.BIGINT),
          Map.entry("numeric", Types.NUMERIC),
          Map.entry("float4", Types.REAL),
          Map.entry("float8", Types.DOUBLE),
          Map.entry("money", Types.DOUBLE),
          Map.entry("bpchar", Types.CHAR),
          Map.entry("char", Types.CHAR),
          Map.entry("varchar", Types.VARCHAR),
          Map.entry("text", Types.VARCHAR),
          Map.entry("name", Types.VARCHAR),
          Map.entry("bytea", Types.BINARY),
          Map.entry("bool", Types.BIT),
          Map.entry("bit", Types.BIT),
          Map.entry("date", Types.DATE),
          Map.entry("time", Types.TIME),
          Map.entry("timetz", Types.TIME_WITH_TIMEZONE),
          Map.entry("timestamp", Types.TIMESTAMP),
          Map.entry("timestamptz", Types.TIMESTAMP),
          Map.entry("xml", Types.SQLXML));

  private PostgresTypes() {}

  static int jdbcType(String typeName) {
    if (typeName.startsWith("_")) {
      return Types.ARRAY;
    }
    return CODES.getOrDefault(typeName, Types.OTHER);
  }

  /** Characters or precision; 0 where unlimited. */
  static int size(String typeName, int modifier) {
    if (modifier < 4) {
      return 0;
    }
    return switch (typeName) {
      case "varchar", "bpchar" -> modifier - 4;
      case "numeric" -> (modifier - 4) >> 16 & 0xffff;
      default -> 0;
    };
  }
}
