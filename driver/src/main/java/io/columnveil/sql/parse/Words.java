package io.columnveil.sql.parse;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.Arrays;

/**
 * Recognizes the words that this package asks about, without making a String of each token: this
 * runs on every statement. All others are the empty word.
 */
final class Words {

  /** What every word is that nobody asks about. */
  static final String OTHER = "";

  private static final String[] KNOWN =
      """
      ABSENT ALL ALTER ANALYZE AND ANY APPLY APPROXIMATE ARRAY AS ASC ASYMMETRIC ATTACH
      BERNOULLI BETWEEN BIGINT BINARY BIT BLOB BOOL BOOLEAN BOTH BPCHAR BY BYTEA CASE CAST
      CHAR CHARACTER CITEXT CLOB CLUSTER COLLATE COLUMN COMMENT CONCURRENTLY
      CONNECT_BY_ROOT COPY CREATE CROSS CSV CURRENT CURRENT_TIME CURRENT_TIMESTAMP D DATE
      DATETIME DAY DEC DECFLOAT DECIMAL DEFAULT DELETE DESC DETACH DISTINCT DISTINCTROW DO
      DOUBLE DROP ELSE END ERRORS ESCAPE EXCEPT EXCLUDES EXISTS EXTEND EXTRACT FALSE FBV
      FETCH FILE FINAL FIRST FLOAT FLOAT4 FLOAT8 FN FOLLOWING FOR FORCE FREEZE FROM FULL
      GRANT GROUP GROUPS HAVING HOUR IF IGNORE ILIKE IMPORT IN INCLUDES INDEX INHERITS
      INNER INT INT2 INT4 INT8 INTEGER INTERSECT INTERVAL INTO IS ISNULL JOIN JSON JSONB
      KEY LARGE LATERAL LEADING LEFT LIKE LIMIT LOCALTIME LOCALTIMESTAMP LOCK LOW_PRIORITY
      MAP MATERIALIZED MINUS MINUTE MONTH NCHAR NEXT NEXTVAL NOCYCLE NOT NOTNULL NUMBER
      NUMERIC NVARCHAR OF OFFSET OJ ON ONLY OR ORDER OUTPUT PARTITION PIVOT PLACING
      PRECEDING PREFERRING PREWHERE PRIOR QUALIFY RANGE REAL RECURSIVE REFERENCES REGEXP
      REINDEX REPEATABLE RETURNING RETURNS REVOKE RIGHT RLIKE ROW ROWS SAMPLE SCRIPT
      SECOND SECURITY SELECT SEMI SEPARATOR SEQUENCE SET SETTINGS SIMILAR SKIP SMALLINT
      SOME SQL_CACHE SQL_CALC_FOUND_ROWS SQL_NO_CACHE STATEMENT SYMMETRIC SYSTEM T TABLE
      TABLESAMPLE TEMP TEMPORARY TEXT THEN TIES TIME TIMESTAMP TIMESTAMPTZ TIMETZ TINYINT
      TO TOP TRAILING TRUE TRUNCATE TRY_CAST TS UNBOUNDED UNION UNKNOWN UNLOGGED UNPIVOT
      UPDATE USE USING UUID VACUUM VALUES VARBINARY VARBIT VARCHAR VARCHAR2
      VARCHAR_IGNORECASE VARYING VECTOR VERBOSE VERIFY VIEW WAIT WHEN WHERE WINDOW WITH
      WITHOUT XOR YEAR ZONE
      """
          .strip()
          .split("\\s+");

  private static final int SIZE = 1024;
  private static final int LONGEST = 20;
  private static final String[] TABLE = table();

  private Words() {}

  /** The word of a WORD token in upper case if it is a known one, else {@link #OTHER}. */
  static String of(TokenList tokens, int token) {
    if (tokens.kind(token) != TokenKind.WORD) {
      return OTHER;
    }
    String sql = tokens.sql();
    int begin = tokens.begin(token);
    int end = tokens.end(token);
    int hash = 0;
    for (int i = begin; i < end; i++) {
      char c = sql.charAt(i);
      if (c > 127) {
        return tokens.dialect() == Dialect.H2 ? find(tokens.name(token)) : OTHER;
      }
      hash = 31 * hash + (c >= 'a' && c <= 'z' ? c - 32 : c);
    }
    if (end - begin > LONGEST) {
      return OTHER;
    }
    for (int at = spread(hash); !TABLE[at].isEmpty(); at = at + 1 & SIZE - 1) {
      if (tokens.isWord(token, TABLE[at])) {
        return TABLE[at];
      }
    }
    return OTHER;
  }

  private static String find(String word) {
    for (int at = spread(word.hashCode()); !TABLE[at].isEmpty(); at = at + 1 & SIZE - 1) {
      if (TABLE[at].equals(word)) {
        return TABLE[at];
      }
    }
    return OTHER;
  }

  private static int spread(int hash) {
    return (hash ^ hash >>> 15) * 0x2c1b3c6d >>> 22;
  }

  /** Open addressing, a quarter full; words are interned, so that comparing them is cheap. */
  private static String[] table() {
    String[] table = new String[SIZE];
    Arrays.fill(table, OTHER);
    for (String word : KNOWN) {
      int at = spread(word.hashCode());
      while (!table[at].isEmpty()) {
        at = at + 1 & SIZE - 1;
      }
      table[at] = word.intern();
    }
    return table;
  }
}
