package io.columnveil.sql.lex;

/**
 * Recognizes the JDBC escapes that pgjdbc replaces ({@code Parser.replaceProcessing}) and {@code
 * {call ..}}, in the plain forms in which nothing can hide: pgjdbc ends some of them at the next
 * closing brace, be it inside a string. Any other brace is refused; the server knows none.
 */
final class PgjdbcEscapes {

  private final String sql;
  private final TokenCollector tokens;
  private int openOuterJoins;

  PgjdbcEscapes(String sql, TokenCollector tokens) {
    this.sql = sql;
    this.tokens = tokens;
  }

  /** Takes the brace at an offset; returns where to go on. */
  int open(int brace) {
    if (brace > 0 && !mayPrecede(sql.charAt(brace - 1))) {
      throw tokens.error(brace, "a JDBC escape must not touch what stands before it");
    }
    if (openOuterJoins > 0) {
      throw tokens.error(brace, "an escape inside {oj ..} is not replaced by the driver");
    }
    if (keyword(brace, "d") || keyword(brace, "t") || keyword(brace, "ts")) {
      requireSimpleString(brace);
    } else if (keyword(brace, "escape")) {
      requireSimpleString(brace);
    } else if (keyword(brace, "fn")) {
      requireLetter(brace, 3);
    } else if (keyword(brace, "oj")) {
      requireLetter(brace, 3);
      openOuterJoins++;
    } else if (!isCall(brace)) {
      throw tokens.error(brace, "this is no JDBC escape that the driver knows");
    }
    tokens.open(TokenKind.ESCAPE_BRACE, brace, brace + 1, '}');
    return brace + 1;
  }

  /** The driver takes the brace away, so that what stands before it touches what follows. */
  private static boolean mayPrecede(char c) {
    return PostgresText.isSpace(c) || "(,=<>+-*[".indexOf(c) >= 0;
  }

  /** The same at the end: nothing may grow together there, strings over a newline included. */
  private void requireApart(int brace) {
    int next = brace + 1;
    if (next == sql.length()) {
      return;
    }
    char before = sql.charAt(brace - 1);
    boolean closed =
        before == ')' || before == '\'' || before == '"' || PostgresText.isSpace(before);
    boolean apart =
        PostgresText.isSpace(sql.charAt(next)) || "),;]}".indexOf(sql.charAt(next)) >= 0;
    char first = sql.charAt(next);
    if (!closed && !apart
        || first == '\''
        || first == '"'
        || PostgresText.continuation(sql, next, sql.length()) >= 0) {
      throw tokens.error(brace, "a JDBC escape must not touch what stands after it");
    }
  }

  void close(int brace) {
    tokens.close(TokenKind.ESCAPE_BRACE, brace, brace + 1, '}');
    requireApart(brace);
    int last = tokens.size() - 1;
    if (openOuterJoins > 0) {
      openOuterJoins--;
      requireNoBraceIn(openBrace(last), brace);
    } else {
      requirePlainEnd(openBrace(last), last, brace);
    }
  }

  private int openBrace(int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      if (tokens.kind(i) == TokenKind.ESCAPE_BRACE) {
        depth += sql.charAt(tokens.begin(i)) == '}' ? 1 : -1;
        if (depth == 0) {
          return i;
        }
      }
    }
    throw new IllegalStateException("unbalanced braces");
  }

  /** What pgjdbc copies unread between the end of a function's arguments and the brace is blank. */
  private void requirePlainEnd(int open, int close, int brace) {
    int word = open + 1;
    if (word >= close || !sql.regionMatches(true, tokens.begin(word), "fn", 0, 2)) {
      return;
    }
    boolean plain =
        close - open >= 5
            && tokens.kind(open + 2) == TokenKind.WORD
            && tokens.isPunctuation(open + 3, '(')
            && tokens.isPunctuation(close - 1, ')')
            && blank(tokens.end(open + 2), tokens.begin(open + 3))
            && blank(tokens.end(close - 1), brace);
    int depth = 0;
    for (int i = open + 3; plain && i < close; i++) {
      if (tokens.isPunctuation(i, '(')) {
        depth++;
      } else if (tokens.isPunctuation(i, ')')) {
        depth--;
        plain = depth > 0 || i == close - 1;
      }
    }
    if (!plain) {
      throw tokens.error(tokens.begin(open), "{fn ..} must hold exactly one function call");
    }
  }

  private boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!PostgresText.isSpace(sql.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private void requireNoBraceIn(int open, int brace) {
    for (int i = tokens.end(open); i < brace; i++) {
      if (sql.charAt(i) == '{' || sql.charAt(i) == '}') {
        throw tokens.error(i, "the driver ends {oj ..} at any brace");
      }
    }
  }

  private boolean keyword(int brace, String word) {
    int end = brace + 1 + word.length();
    return end < sql.length()
        && sql.regionMatches(true, brace + 1, word, 0, word.length())
        && isAscii(brace + 1, end)
        && !PostgresText.isWordPart(sql.charAt(end));
  }

  private boolean isAscii(int from, int to) {
    for (int i = from; i < to; i++) {
      if (sql.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }

  private void requireLetter(int brace, int from) {
    int i = skipBlanks(brace + from);
    if (i == sql.length() || !PostgresText.isWordStart(sql.charAt(i)) && sql.charAt(i) != '"') {
      throw tokens.error(brace, "this is no JDBC escape that the driver knows");
    }
  }

  /** {@code {d '..'}}: one string without quote, brace or backslash, then the closing brace. */
  private void requireSimpleString(int brace) {
    int i = brace + 1;
    while (PostgresText.isWordStart(sql.charAt(i))) {
      i++;
    }
    i = skipBlanks(i);
    if (i < sql.length() && sql.charAt(i) == '\'') {
      i++;
      while (i < sql.length() && "'{}".indexOf(sql.charAt(i)) < 0) {
        i++;
      }
      if (i < sql.length() && sql.charAt(i) == '\'') {
        i = skipBlanks(i + 1);
        if (i < sql.length() && sql.charAt(i) == '}') {
          return;
        }
      }
    }
    throw tokens.error(brace, "a JDBC escape of this kind must hold exactly one plain string");
  }

  /** {@code {call ..}} and {@code {? = call ..}}, only as the whole statement. */
  private boolean isCall(int brace) {
    if (tokens.size() > 0) {
      return false;
    }
    int i = skipSpace(brace + 1);
    if (i < sql.length() && sql.charAt(i) == '?') {
      i = skipSpace(i + 1);
      if (i == sql.length() || sql.charAt(i) != '=') {
        return false;
      }
      i = skipSpace(i + 1);
    }
    return i + 4 < sql.length()
        && sql.regionMatches(true, i, "call", 0, 4)
        && Character.isWhitespace(sql.charAt(i + 4));
  }

  private int skipSpace(int from) {
    int i = from;
    while (i < sql.length() && Character.isWhitespace(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < sql.length() && sql.charAt(i) == ' ') {
      i++;
    }
    return i;
  }
}
