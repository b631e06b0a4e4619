package io.columnveil.sql.lex;

/**
 * Holds the JDBC escapes of a text against H2's driver ({@code JdbcConnection.translateSQL}), which
 * reads quotes and comments less exactly than H2's tokenizer: both must find the same braces. Only
 * the escapes of JDBC are let through.
 */
final class H2Escapes {

  private final String sql;
  private final int length;
  private final TokenCollector tokens;
  private int nextToken;

  H2Escapes(String sql, TokenCollector tokens) {
    this.sql = sql;
    this.length = sql.length();
    this.tokens = tokens;
  }

  void check() {
    for (int i = 0; i < length; i++) {
      switch (sql.charAt(i)) {
        case '\'':
        case '"':
          i = indexOf(sql.charAt(i), i + 1);
          break;
        case '/':
          i = comment(i);
          break;
        case '-':
          if (i + 1 < length && sql.charAt(i + 1) == '-') {
            i = PostgresText.lineEnd(sql, i, length);
          }
          break;
        case '$':
          i = dollar(i);
          break;
        case '{':
          expectBrace(i);
          i = keyword(i);
          break;
        case '}':
          expectBrace(i);
          break;
        default:
      }
    }
    if (nextBrace() < tokens.size()) {
      throw differently(tokens.begin(nextToken));
    }
    for (int i = 0; i < tokens.size(); i++) {
      requireStringsApart(i);
    }
  }

  /**
   * The driver makes braces, and the words of two escapes, blanks: strings would join over them.
   */
  private void requireStringsApart(int string) {
    if (tokens.kind(string) != TokenKind.STRING && tokens.kind(string) != TokenKind.BINARY_STRING) {
      return;
    }
    int next = string + 1;
    while (next < tokens.size()
        && (tokens.kind(next) == TokenKind.ESCAPE_BRACE
            || tokens.kind(next - 1) == TokenKind.ESCAPE_BRACE
                && (isWord(tokens.begin(next), "fn") || isWord(tokens.begin(next), "oj")))) {
      next++;
    }
    if (next > string + 1
        && next < tokens.size()
        && tokens.kind(next) == TokenKind.STRING
        && sql.charAt(tokens.begin(next)) == '\'') {
      throw tokens.error(tokens.begin(next), "a string must not follow a JDBC escape");
    }
  }

  private int indexOf(char c, int from) {
    int found = sql.indexOf(c, from);
    if (found < 0) {
      throw differently(from - 1);
    }
    return found;
  }

  private int comment(int i) {
    char next = i + 1 < length ? sql.charAt(i + 1) : 0;
    if (next == '*') {
      int end = sql.indexOf("*/", i + 2);
      if (end < 0) {
        throw differently(i);
      }
      return end + 1;
    }
    return next == '/' ? PostgresText.lineEnd(sql, i, length) : i;
  }

  private int dollar(int i) {
    if (i + 1 < length && sql.charAt(i + 1) == '$' && (i == 0 || sql.charAt(i - 1) <= ' ')) {
      int end = sql.indexOf("$$", i + 2);
      if (end < 0) {
        throw differently(i);
      }
      return end + 1;
    }
    return i;
  }

  private int nextBrace() {
    while (nextToken < tokens.size() && tokens.kind(nextToken) != TokenKind.ESCAPE_BRACE) {
      nextToken++;
    }
    return nextToken;
  }

  private void expectBrace(int offset) {
    if (nextBrace() == tokens.size() || tokens.begin(nextToken) != offset) {
      throw differently(offset);
    }
    nextToken++;
  }

  /** The escape's word, with a blank after it; H2's driver skips to the next blank unread. */
  private int keyword(int brace) {
    int word = nextToken;
    int i = skipBlanks(brace + 1);
    if (i < length && sql.charAt(i) == '?') {
      i = skipBlanks(i + 1);
      if (i == length || sql.charAt(i) != '=') {
        throw unknown(brace);
      }
      i = skipBlanks(i + 1);
      word += 2;
      return requireWord(brace, i, word, "call");
    }
    for (String known : new String[] {"d", "t", "ts", "escape", "fn", "oj", "call"}) {
      if (isWord(i, known)) {
        if (known.length() <= 2 && "dts".contains(known) || known.equals("escape")) {
          requireSingleString(brace, word);
        }
        return requireWord(brace, i, word, known);
      }
    }
    throw unknown(brace);
  }

  private int requireWord(int brace, int at, int token, String word) {
    if (!isWord(at, word) || token >= tokens.size() || tokens.begin(token) != at) {
      throw unknown(brace);
    }
    return at + word.length();
  }

  private void requireSingleString(int brace, int word) {
    boolean single =
        word + 2 < tokens.size()
            && tokens.kind(word + 1) == TokenKind.STRING
            && sql.charAt(tokens.begin(word + 1)) == '\''
            && tokens.kind(word + 2) == TokenKind.ESCAPE_BRACE;
    if (!single) {
      throw tokens.error(brace, "a JDBC escape of this kind must hold exactly one plain string");
    }
  }

  private boolean isWord(int at, String word) {
    int end = at + word.length();
    return end < length && sql.regionMatches(true, at, word, 0, word.length()) && isBlank(end);
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < length && isBlank(i)) {
      i++;
    }
    return i;
  }

  private boolean isBlank(int at) {
    return Character.isSpaceChar(sql.charAt(at));
  }

  private RuntimeException unknown(int offset) {
    return tokens.error(offset, "this is no JDBC escape that the driver knows");
  }

  private RuntimeException differently(int offset) {
    return tokens.error(offset, "driver and database read this text with a brace differently");
  }
}
