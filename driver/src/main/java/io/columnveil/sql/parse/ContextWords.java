package io.columnveil.sql.parse;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words that tell what may stand beside them: an operand, a name, a literal that decides what the
 * statement means.
 */
final class ContextWords {

  /** After these words stands the name of a table. */
  static final Set<String> TABLE_INTRODUCERS = Set.of("INTO", "FROM", "JOIN", "UPDATE", "TABLE");

  /** After these words an expression begins. */
  private static final Set<String> BEFORE_EXPRESSION =
      Set.of(
          "SELECT",
          "DISTINCT",
          "ALL",
          "WHERE",
          "AND",
          "OR",
          "NOT",
          "ON",
          "HAVING",
          "WHEN",
          "THEN",
          "ELSE",
          "CASE",
          "LIKE",
          "ILIKE",
          "BETWEEN",
          "SYMMETRIC",
          "ASYMMETRIC",
          "RETURNING",
          "IN",
          "QUALIFY");

  /** After these words comes an operand: a literal there can be replaced. */
  static final Set<String> BEFORE_OPERAND =
      with(BEFORE_EXPRESSION, Set.of("VALUES", "TO", "REGEXP", "RLIKE", "ANY", "SOME"));

  /** After these words a literal stands that stays as it is. */
  static final Set<String> BEFORE_KEPT_LITERAL =
      Set.of(
          "INTERVAL",
          "ESCAPE",
          "ZONE",
          "LIMIT",
          "OFFSET",
          "FIRST",
          "NEXT",
          "FETCH",
          "TOP",
          "FROM",
          "FOR",
          "PLACING",
          "BOTH",
          "LEADING",
          "TRAILING",
          "SEPARATOR",
          "BY",
          "ROWS",
          "RANGE",
          "GROUPS",
          "WAIT",
          "DEFAULT");

  /** After these words, or after an operator, comma or parenthesis, stands a name or an operand. */
  static final Set<String> BEFORE_NAME =
      with(with(BEFORE_EXPRESSION, TABLE_INTRODUCERS), Set.of("BY", "SET"));

  /** Before these words a name or an operand ends. */
  static final Set<String> AFTER_NAME =
      Set.of(
          "FROM",
          "WHERE",
          "AND",
          "OR",
          "IS",
          "IN",
          "LIKE",
          "ILIKE",
          "BETWEEN",
          "AS",
          "NOT",
          "ORDER",
          "GROUP",
          "HAVING",
          "ASC",
          "DESC",
          "THEN",
          "ELSE",
          "END",
          "WHEN",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "RETURNING",
          "COLLATE",
          "SIMILAR",
          "ISNULL",
          "NOTNULL",
          "SET",
          "VALUES",
          "USING",
          "JOIN",
          "LEFT",
          "RIGHT",
          "INNER",
          "CROSS",
          "ON");

  /** Types whose parentheses hold modifiers. */
  static final Set<String> TYPES_WITH_MODIFIER =
      Set.of(
          "VARCHAR",
          "CHAR",
          "CHARACTER",
          "VARYING",
          "BPCHAR",
          "NCHAR",
          "NVARCHAR",
          "VARCHAR2",
          "VARCHAR_IGNORECASE",
          "LARGE",
          "BIT",
          "VARBIT",
          "NUMERIC",
          "DECIMAL",
          "DEC",
          "NUMBER",
          "FLOAT",
          "DECFLOAT",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMPTZ",
          "TIMETZ",
          "INTERVAL",
          "BINARY",
          "VARBINARY",
          "CLOB",
          "BLOB",
          "CURRENT_TIME",
          "CURRENT_TIMESTAMP",
          "LOCALTIME",
          "LOCALTIMESTAMP",
          "SYSTEM",
          "BERNOULLI",
          "REPEATABLE",
          "TABLESAMPLE",
          "VECTOR");

  /** A literal cast to one of these is a value of that type and nothing else. */
  static final Set<String> PLAIN_TYPES =
      Set.of(
          "TEXT",
          "VARCHAR",
          "CHAR",
          "CHARACTER",
          "BPCHAR",
          "NVARCHAR",
          "NCHAR",
          "CLOB",
          "DATE",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMPTZ",
          "TIMETZ",
          "DATETIME",
          "INT",
          "INTEGER",
          "INT2",
          "INT4",
          "INT8",
          "SMALLINT",
          "BIGINT",
          "TINYINT",
          "NUMERIC",
          "DECIMAL",
          "DEC",
          "REAL",
          "DOUBLE",
          "FLOAT",
          "FLOAT4",
          "FLOAT8",
          "DECFLOAT",
          "UUID",
          "BYTEA",
          "BINARY",
          "VARBINARY",
          "BLOB",
          "BOOLEAN",
          "BOOL",
          "JSON",
          "JSONB",
          "CITEXT",
          "VARCHAR_IGNORECASE");

  /** Functions whose arguments name settings, objects or text to run. */
  static final Set<String> NAMING_FUNCTIONS =
      Set.of(
          "SET_CONFIG",
          "CURRENT_SETTING",
          "NEXTVAL",
          "CURRVAL",
          "SETVAL",
          "CROSSTAB",
          "TS_STAT",
          "TS_REWRITE",
          "CSVREAD",
          "CSVWRITE",
          "FILE_READ",
          "FILE_WRITE",
          "LINK_SCHEMA",
          "CURSOR_TO_XML",
          "EXTRACT",
          "TABLE_TO_XML",
          "TABLE_TO_XMLSCHEMA",
          "XPATH",
          "XMLTABLE");

  static final Set<String> NAMING_PREFIXES =
      Set.of(
          "TO_REG",
          "PG_",
          "HAS_",
          "DBLINK",
          "QUERY_TO_",
          "CURSOR_TO_",
          "TABLE_TO_",
          "DATABASE_TO_",
          "SCHEMA_TO_",
          "LO_",
          "CONNECTBY",
          "NORMAL_RAND");

  private ContextWords() {}

  private static Set<String> with(Set<String> words, Set<String> more) {
    return Stream.concat(words.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
  }
}
