package io.columnveil.sql.parse;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenList;
import java.util.Optional;

/**
 * H2's {@code SELECT items FROM FINAL TABLE (change)}, also with OLD and NEW: it gives the rows
 * that a change met or left. It is parsed as {@code change RETURNING items}, which binds the same.
 *
 * @param select the token of SELECT
 * @param from the token of FROM
 * @param change the first token of the change
 * @param end the token of the parenthesis after the change
 */
record DeltaTable(int select, int from, int change, int end) {

  /** What a run of tokens is, if it is of this form and nothing else. */
  static Optional<DeltaTable> of(TokenList tokens, int first, int end) {
    if (tokens.dialect() != Dialect.H2
        || end - first < 8
        || !tokens.isWord(first, "SELECT")
        || !tokens.is(end - 1, ")")
        || isModifier(tokens, first + 1)) {
      return Optional.empty();
    }
    int depth = 0;
    for (int token = first + 1; token + 4 < end; token++) {
      if (tokens.is(token, "(")) {
        depth++;
      } else if (tokens.is(token, ")")) {
        depth--;
      } else if (depth == 0 && tokens.isWord(token, "FROM")) {
        boolean whole =
            isWhich(tokens, token + 1)
                && tokens.isWord(token + 2, "TABLE")
                && tokens.is(token + 3, "(")
                && tokens.matching(token + 3) == end - 1
                && isChange(tokens, token + 4);
        return whole
            ? Optional.of(new DeltaTable(first, token, token + 4, end - 1))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isModifier(TokenList tokens, int token) {
    return tokens.isWord(token, "DISTINCT")
        || tokens.isWord(token, "ALL")
        || tokens.isWord(token, "TOP")
        || tokens.isWord(token, "LIMIT");
  }

  private static boolean isWhich(TokenList tokens, int token) {
    return tokens.isWord(token, "FINAL")
        || tokens.isWord(token, "NEW")
        || tokens.isWord(token, "OLD");
  }

  private static boolean isChange(TokenList tokens, int token) {
    return tokens.isWord(token, "INSERT")
        || tokens.isWord(token, "UPDATE")
        || tokens.isWord(token, "DELETE")
        || tokens.isWord(token, "MERGE");
  }
}
