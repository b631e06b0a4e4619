package io.columnveil.sql.bind;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.Locale;
import java.util.Set;

/**
 * Whether an expression may be written a second time, for the lookup column: it must not call
 * anything that could answer otherwise then.
 */
final class Repeatable {

  /** What may stand before a parenthesis: words of the language, and functions of their input. */
  private static final Set<String> STABLE =
      Set.of(
          "AND",
          "OR",
          "NOT",
          "IN",
          "WHEN",
          "THEN",
          "ELSE",
          "CASE",
          "IS",
          "BETWEEN",
          "LIKE",
          "CAST",
          "COALESCE",
          "NULLIF",
          "LOWER",
          "UPPER",
          "LENGTH",
          "CHAR_LENGTH",
          "ABS",
          "TRIM",
          "MOD",
          "VARCHAR",
          "CHAR",
          "NUMERIC",
          "DECIMAL",
          "DATE",
          "TIMESTAMP",
          "ARRAY",
          "ROW",
          "ANY");

  /** Words of queries whose rows are not settled by the tables alone, locked ones included. */
  private static final Set<String> UNSTABLE =
      Set.of("LIMIT", "FETCH", "OFFSET", "TOP", "FOR", "TABLESAMPLE", "DISTINCT", "WITH");

  private Repeatable() {}

  static boolean is(Binding binding, Span span) {
    TokenList tokens = binding.tokens();
    for (int token = span.first(); token <= span.last(); token++) {
      if (tokens.kind(token) == TokenKind.WORD
              && UNSTABLE.contains(tokens.text(token).toUpperCase(Locale.ROOT))
          || tokens.kind(token) == TokenKind.ESCAPE_BRACE) {
        return false;
      }
      boolean called = token + 1 <= span.last() && tokens.is(token + 1, "(");
      boolean named =
          tokens.kind(token) == TokenKind.WORD || tokens.kind(token) == TokenKind.QUOTED_IDENTIFIER;
      if (called
          && named
          && !(tokens.kind(token) == TokenKind.WORD
              && STABLE.contains(tokens.text(token).toUpperCase(Locale.ROOT)))) {
        return false;
      }
    }
    return true;
  }
}
