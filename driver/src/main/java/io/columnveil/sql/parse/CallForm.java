package io.columnveil.sql.parse;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.Optional;

/**
 * A statement that calls a routine: {@code CALL p(?)}, {@code {call p(?)}}, {@code {? = call
 * f(?)}}. On PostgreSQL what is called is a routine, on H2 any expression.
 *
 * @param first the first token of what is called
 * @param end the token after its last
 * @param arguments whether a list of arguments in parentheses stands behind a routine's name
 */
public record CallForm(int first, int end, boolean arguments) {

  /** The call that a statement is; empty if it is none, or of a form that is not looked into. */
  public static Optional<CallForm> of(TokenList tokens, Classification statement) {
    int at = statement.first();
    int end = statement.end();
    boolean escape = at < end && isBrace(tokens, at);
    if (escape) {
      if (!isBrace(tokens, end - 1)) {
        return Optional.empty();
      }
      at++;
      end--;
    }
    if (at + 1 < end && tokens.kind(at) == TokenKind.PLACEHOLDER && tokens.is(at + 1, "=")) {
      at += 2;
    }
    if (at + 1 >= end || !tokens.isWord(at, "CALL")) {
      return Optional.empty();
    }
    return tokens.dialect() == Dialect.H2
        ? Optional.of(new CallForm(at + 1, end, true))
        : routine(tokens, at + 1, end);
  }

  private static Optional<CallForm> routine(TokenList tokens, int first, int end) {
    int last = first;
    while (last + 2 < end && tokens.is(last + 1, ".") && isName(tokens, last + 2)) {
      last += 2;
    }
    if (!isName(tokens, last)) {
      return Optional.empty();
    }
    int open = last + 1;
    boolean closed = open < end && tokens.is(open, "(") && tokens.matching(open) == end - 1;
    // pgjdbc puts the placeholder of the result behind the first parenthesis that it sees.
    boolean asTheDriverReads =
        closed && tokens.sql().indexOf('(', tokens.begin(first)) == tokens.begin(open);
    return asTheDriverReads || open == end
        ? Optional.of(new CallForm(first, end, closed))
        : Optional.empty();
  }

  /** Its own text. */
  public String text(TokenList tokens) {
    return tokens.sql().substring(tokens.begin(first), tokens.end(end - 1));
  }

  private static boolean isBrace(TokenList tokens, int token) {
    return tokens.kind(token) == TokenKind.ESCAPE_BRACE;
  }

  private static boolean isName(TokenList tokens, int token) {
    return tokens.kind(token) == TokenKind.WORD
        || tokens.kind(token) == TokenKind.QUOTED_IDENTIFIER;
  }
}
