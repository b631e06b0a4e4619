package io.columnveil.sql.parse;

import java.util.Set;

/**
 * Words that PostgreSQL or H2 take as names and JSqlParser 5.4 reads as keywords. Found by putting
 * every keyword of its grammar in every place where a name can stand; a test repeats that.
 */
final class ClashingWords {

  /** In the statements that are parsed these are never keywords of PostgreSQL or H2. */
  static final Set<String> ALWAYS =
      Set.of(
          "APPROXIMATE",
          "CONNECT_BY_ROOT",
          "CSV",
          "DISTINCTROW",
          "ERRORS",
          "EXCLUDES",
          "EXTEND",
          "FBV",
          "FILE",
          "FORCE",
          "IGNORE",
          "IMPORT",
          "INCLUDES",
          "LOW_PRIORITY",
          "NOCYCLE",
          "OUTPUT",
          "PIVOT",
          "PREFERRING",
          "PREWHERE",
          "PRIOR",
          "RETURNS",
          "SAMPLE",
          "SCRIPT",
          "SEMI",
          "SETTINGS",
          "SQL_CACHE",
          "SQL_CALC_FOUND_ROWS",
          "SQL_NO_CACHE",
          "STATEMENT",
          "UNPIVOT",
          "USE",
          "VERIFY",
          "XOR");

  /** These are names or keywords, told apart by their neighbours. */
  static final Set<String> SOMETIMES =
      Set.of(
          "ABSENT",
          "BINARY",
          "CURRENT",
          "DAY",
          "FINAL",
          "FIRST",
          "HOUR",
          "IF",
          "INTERVAL",
          "KEY",
          "LIMIT",
          "MAP",
          "MINUS",
          "MINUTE",
          "MONTH",
          "NEXTVAL",
          "NUMBER",
          "OFFSET",
          "ONLY",
          "QUALIFY",
          "RECURSIVE",
          "ROW",
          "SECOND",
          "SET",
          "SKIP",
          "TIES",
          "UNBOUNDED",
          "UNKNOWN",
          "UUID",
          "VALUES",
          "YEAR");

  private ClashingWords() {}
}
