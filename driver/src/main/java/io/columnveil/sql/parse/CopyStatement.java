package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * PostgreSQL's COPY between the client and a table or query. Files and programs of the server are
 * left out: those are decided by their names alone.
 *
 * @param tokens of the whole text
 * @param in whether rows go to the table
 * @param subject the tokens of the table's name, or of the query between its parentheses
 * @param query whether the subject is a query
 * @param columns the tokens of the column names; empty if the statement has no list
 * @param options the first token after STDIN or STDOUT
 * @param end the token after the last option
 */
public record CopyStatement(
    TokenList tokens,
    boolean in,
    Span subject,
    boolean query,
    List<Integer> columns,
    int options,
    int end) {

  public CopyStatement {
    columns = List.copyOf(columns);
  }

  /** The statement that a text is; empty if it is none of this kind. */
  public static Optional<CopyStatement> read(TokenList tokens) {
    int end = tokens.size();
    while (end > 0 && tokens.is(end - 1, ";")) {
      end--;
    }
    if (end < 4 || !tokens.isWord(0, "COPY") || tokens.semicolons().length > tokens.size() - end) {
      return Optional.empty();
    }
    return tokens.is(1, "(") ? query(tokens, end) : table(tokens, end);
  }

  private static Optional<CopyStatement> query(TokenList tokens, int end) {
    int close = tokens.matching(1);
    return close > 2
            && close + 2 < end
            && tokens.isWord(close + 1, "TO")
            && tokens.isWord(close + 2, "STDOUT")
        ? Optional.of(
            new CopyStatement(
                tokens, false, new Span(2, close - 1), true, List.of(), close + 3, end))
        : Optional.empty();
  }

  private static Optional<CopyStatement> table(TokenList tokens, int end) {
    int last = 1;
    while (last + 2 < end && tokens.is(last + 1, ".")) {
      last += 2;
    }
    for (int name = 1; name <= last; name += 2) {
      if (!isName(tokens, name)) {
        return Optional.empty();
      }
    }
    int next = last + 1;
    List<Integer> columns = new ArrayList<>();
    if (next < end && tokens.is(next, "(")) {
      int close = tokens.matching(next);
      for (int name = next + 1; name < close; name += 2) {
        if (!isName(tokens, name) || name + 1 < close && !tokens.is(name + 1, ",")) {
          return Optional.empty();
        }
        columns.add(name);
      }
      next = close + 1;
    }
    if (next + 1 >= end) {
      return Optional.empty();
    }
    boolean in = tokens.isWord(next, "FROM") && tokens.isWord(next + 1, "STDIN");
    boolean out = tokens.isWord(next, "TO") && tokens.isWord(next + 1, "STDOUT");
    return in || out
        ? Optional.of(
            new CopyStatement(tokens, in, new Span(1, last), false, columns, next + 2, end))
        : Optional.empty();
  }

  private static boolean isName(TokenList tokens, int token) {
    TokenKind kind = tokens.kind(token);
    return kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER;
  }

  /** The user's text of some tokens. */
  public String text(Span span) {
    return tokens.sql().substring(tokens.begin(span.first()), tokens.end(span.last()));
  }

  /** The user's text of the options, with what leads to them. */
  public String optionText() {
    return options >= end
        ? ""
        : " " + tokens.sql().substring(tokens.begin(options), tokens.end(end - 1));
  }

  /** The parts of the table's name as the database folds them. */
  public List<String> table() {
    List<String> parts = new ArrayList<>();
    for (int name = subject.first(); name <= subject.last(); name += 2) {
      parts.add(tokens.name(name));
    }
    return parts;
  }

  /** Never the text: it may hold literals. */
  @Override
  public String toString() {
    return "<COPY>";
  }
}
