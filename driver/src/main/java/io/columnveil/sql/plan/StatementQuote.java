package io.columnveil.sql.plan;

import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Location;
import io.columnveil.issue.Quote;
import io.columnveil.sql.lex.Lexer;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line of a statement that a refusal is about, without what a message must never show: strings,
 * numbers and comments are blanked, always, for any of them may be a value of a protected column.
 */
final class StatementQuote {

  private static final String BLANK = "...";

  /** What the lexer says of a parenthesis that is not closed. */
  private static final Pattern MISSING = Pattern.compile("'([])}])' is missing");

  private final TokenList tokens;
  private final int lineStart;
  private final int lineEnd;
  private final int place;
  private final StringBuilder line = new StringBuilder();
  private int caret = -1;

  private StatementQuote(TokenList tokens, int place, int length) {
    String sql = tokens.sql();
    this.tokens = tokens;
    this.place = place;
    this.lineStart = place == 0 ? 0 : sql.lastIndexOf('\n', place - 1) + 1;
    int end = sql.indexOf('\n', place);
    this.lineEnd = end < 0 ? length : Math.min(end, length);
  }

  /** The issue with its line quoted; as it is, if it has no place in a statement. */
  static Issue in(Issue issue, Lexer lexer) {
    return issue
        .location()
        .filter(location -> location.source().isSql())
        .flatMap(location -> of(location, lexer))
        .map(issue::quoting)
        .orElse(issue);
  }

  private static Optional<Quote> of(Location location, Lexer lexer) {
    String sql = location.source().text();
    int offset = location.offset();
    try {
      return Optional.of(
          new StatementQuote(lexer.lex(sql), offset, sql.length()).quote(location, ""));
    } catch (IssueException unreadable) {
      return before(sql, location, lexer);
    }
  }

  /** Of a text that cannot be read, what stands before the place may be readable. */
  private static Optional<Quote> before(String sql, Location location, Lexer lexer) {
    String start = sql.substring(0, location.offset());
    StringBuilder closers = new StringBuilder();
    for (int depth = 0; depth < Lexer.MAX_DEPTH; depth++) {
      try {
        TokenList tokens = lexer.lex(start + closers);
        return Optional.of(
            new StatementQuote(tokens, start.length(), start.length()).quote(location, BLANK));
      } catch (IssueException unreadable) {
        Matcher missing = MISSING.matcher(unreadable.first().message());
        if (!missing.matches()) {
          return Optional.empty();
        }
        closers.append(missing.group(1));
      }
    }
    return Optional.empty();
  }

  private Quote quote(Location location, String rest) {
    int at = lineStart;
    for (int token = 0; token < tokens.size() && tokens.begin(token) < lineEnd; token++) {
      if (tokens.end(token) > lineStart) {
        between(at, Math.max(lineStart, tokens.begin(token)));
        mark(Math.max(lineStart, tokens.begin(token)));
        line.append(shown(token));
        at = Math.min(lineEnd, tokens.end(token));
      }
    }
    between(at, lineEnd);
    mark(lineEnd);
    line.append(rest);
    return new Quote(location.line(), line.toString(), caret);
  }

  /** White space as it is; more than that is a comment. */
  private void between(int from, int to) {
    String gap = from < to ? tokens.sql().substring(from, to) : "";
    line.append(gap.isBlank() ? gap : " /*...*/ ");
  }

  /** The caret stands below the first thing that begins at the place or after it. */
  private void mark(int offset) {
    if (caret < 0 && offset >= place) {
      caret = line.length();
    }
  }

  private String shown(int token) {
    TokenKind kind = tokens.kind(token);
    return switch (kind) {
      case STRING, BINARY_STRING -> string(token);
      case NUMBER -> BLANK;
      // Of a name of several lines only what is on this line could stay in one line.
      case QUOTED_IDENTIFIER ->
          tokens.text(token).indexOf('\n') < 0 ? tokens.text(token) : "\"...\"";
      default -> tokens.text(token);
    };
  }

  private String string(int token) {
    String text = tokens.text(token).toUpperCase(Locale.ROOT);
    if (text.startsWith("$")) {
      return "$$...$$";
    }
    int quote = text.indexOf('\'');
    return text.substring(0, Math.max(0, Math.min(quote, 2))) + "'...'";
  }
}
