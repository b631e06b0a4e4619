package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names that stand where a function can be called, found from tokens alone. It leaves out what is
 * followed by a parenthesis for another reason: keywords, types, column lists. Where both are
 * possible it names too much rather than too little.
 */
public final class CallPositions {

  /** Words that are followed by a parenthesis and are no names of functions. */
  private static final Set<String> SYNTAX =
      Set.of(
          ("ALL AND ANY APPLY ARRAY AS ASYMMETRIC BETWEEN BIT BY CASE CAST CHAR CHARACTER CHECK"
                  + " COALESCE COLLATE CONFLICT CROSS CUBE CYCLE DEC DECFLOAT DECIMAL DELETE"
                  + " DISTINCT DO ELSE END ESCAPE EXCEPT EXISTS EXPLAIN EXTRACT FETCH FILTER FLOAT"
                  + " FOR FROM FULL GREATEST GROUP GROUPING HAVING ILIKE IN INNER INSERT INTERSECT"
                  + " INTERVAL INTO IS JOIN KEY LATERAL LEAST LEFT LIKE LIMIT MATERIALIZED MINUS"
                  + " NATIONAL NATURAL NCHAR NORMALIZE NOT NULLIF NUMERIC NVARCHAR OF OFFSET ON ONLY"
                  + " OPERATOR OR ORDER OUTER OVER OVERLAPS OVERLAY PARTITION PLACING POSITION"
                  + " PRIMARY QUALIFY RANGE RECURSIVE REFERENCES RETURNING RIGHT ROLLUP ROW ROWS"
                  + " SELECT SET SETS SIMILAR SOME SUBSTRING SYMMETRIC TABLE TABLESAMPLE THEN TIME"
                  + " TIMESTAMP TO TREAT TRIM UNION UNIQUE UPDATE USING VALUES VARBINARY VARCHAR"
                  + " VARYING VIEW WHEN WHERE WINDOW WITH WITHIN ORDINALITY BINARY LARGE OBJECT CLOB"
                  + " BLOB NAMES NULLS FIRST LAST CALL CURRENT_TIME CURRENT_TIMESTAMP LOCALTIME"
                  + " LOCALTIMESTAMP INCLUDE MERGE XMLELEMENT XMLFOREST XMLPARSE XMLPI XMLROOT"
                  + " XMLSERIALIZE XMLCONCAT XMLEXISTS XMLTABLE XMLATTRIBUTES XMLNAMESPACES"
                  + " JSON_TABLE JSON_OBJECT JSON_ARRAY JSON_ARRAYAGG JSON_OBJECTAGG JSON_EXISTS"
                  + " JSON_VALUE JSON_QUERY JSON JSON_SCALAR JSON_SERIALIZE MERGE_ACTION CSV"
                  + " DATA_CHANGE_DELTA FINAL OLD NEW")
              .split(" +"));

  /**
   * Words after which an expression or an entry of FROM begins. A name after others is an alias.
   */
  private static final Set<String> BEFORE =
      Set.of(
          ("ALL AND ANY AT BETWEEN BY CALL CASE COLLATE DEFAULT DISTINCT DISTINCTROW DIV DO ELSE"
                  + " ESCAPE EXCEPT EXECUTE FETCH FIRST FN FOR FROM GLOB HAVING IF ILIKE IN INTERSECT IS"
                  + " ISNULL JOIN LATERAL LIKE LIMIT MATCH MOD NEXT NOT NOTNULL OF OFFSET ON ONLY OR"
                  + " PERFORM PLACING QUALIFY QUERY REGEXP RETURN RETURNING RLIKE SELECT SET SIMILAR"
                  + " SOME SYMMETRIC THEN TO UNION UNTIL USING VALUES WHEN WHERE WHILE XOR ZONE MINUS"
                  + " PASSING WITH WITHIN BINARY STRAIGHT_JOIN APPLY ROW")
              .split(" +"));

  private CallPositions() {}

  /** The last token of each name that may be called, in the order of the text. */
  public static List<Integer> of(TokenList tokens) {
    List<Integer> calls = new ArrayList<>();
    for (int token = 0; token + 1 < tokens.size(); token++) {
      if (isName(tokens, token)
          && tokens.is(token + 1, "(")
          && !isSyntax(tokens, token)
          && mayStandAfter(tokens, start(tokens, token), token)) {
        calls.add(token);
      }
    }
    return calls;
  }

  private static boolean isName(TokenList tokens, int token) {
    return tokens.kind(token) == TokenKind.WORD
        || tokens.kind(token) == TokenKind.QUOTED_IDENTIFIER;
  }

  private static boolean isSyntax(TokenList tokens, int token) {
    return tokens.kind(token) == TokenKind.WORD
        && SYNTAX.contains(tokens.text(token).toUpperCase(Locale.ROOT))
        && !(token > 0 && tokens.is(token - 1, "."));
  }

  /** The first token of a dotted name. */
  private static int start(TokenList tokens, int token) {
    int first = token;
    while (first >= 2 && tokens.is(first - 1, ".") && isName(tokens, first - 2)) {
      first -= 2;
    }
    return first;
  }

  private static boolean mayStandAfter(TokenList tokens, int first, int last) {
    int before = first - 1;
    if (before < 0) {
      return true;
    }
    if (tokens.is(before, ")")) {
      // SELECT DISTINCT ON (a) f(b); after all other parentheses it is an alias
      int open = tokens.matching(before);
      return open > 0 && tokens.isWord(open - 1, "ON");
    }
    if (tokens.is(before, ",") || tokens.isWord(before, "WITH")) {
      return !definesTable(tokens, last);
    }
    if (tokens.is(before, "::")) {
      return false;
    }
    return switch (tokens.kind(before)) {
      case WORD -> BEFORE.contains(tokens.text(before).toUpperCase(Locale.ROOT));
      case QUOTED_IDENTIFIER -> false;
      default -> true;
    };
  }

  /** {@code WITH name (columns) AS (SELECT ..)}. */
  private static boolean definesTable(TokenList tokens, int last) {
    int as = tokens.matching(last + 1) + 1;
    if (as <= 0 || as + 1 >= tokens.size() || !tokens.isWord(as, "AS")) {
      return false;
    }
    int next = as + 1;
    while (tokens.isWord(next, "NOT") || tokens.isWord(next, "MATERIALIZED")) {
      next++;
    }
    int body = next + 1;
    return tokens.is(next, "(")
        && body < tokens.size()
        && (tokens.is(body, "(")
            || tokens.isWord(body, "SELECT")
            || tokens.isWord(body, "VALUES")
            || tokens.isWord(body, "TABLE")
            || tokens.isWord(body, "WITH")
            || tokens.isWord(body, "INSERT")
            || tokens.isWord(body, "UPDATE")
            || tokens.isWord(body, "DELETE")
            || tokens.isWord(body, "MERGE"));
  }
}
