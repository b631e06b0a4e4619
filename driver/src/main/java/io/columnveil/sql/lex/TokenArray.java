package io.columnveil.sql.lex;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as parallel arrays: a statement is lexed on every call, so no object per token is made.
 * Names and values are decoded only when asked for.
 */
final class TokenArray implements TokenList {

  private static final TokenKind[] KINDS = TokenKind.values();

  private final String sql;
  private final Dialect dialect;
  private final byte[] kinds;
  private final int[] bounds;
  private final int size;
  private final int[] placeholders;
  private final int placeholderCount;

  /**
   * Names that were asked for: many questions are asked about each word. Threads may race to fill
   * it, with equal strings.
   */
  private final @Nullable String[] names;

  /**
   * @param bounds begin and end of each token, in turns
   * @param placeholders token and ordinal of each placeholder, in turns
   */
  TokenArray(
      String sql,
      Dialect dialect,
      byte[] kinds,
      int[] bounds,
      int size,
      int[] placeholders,
      int placeholderCount) {
    this.sql = sql;
    this.dialect = dialect;
    this.kinds = kinds;
    this.bounds = bounds;
    this.size = size;
    this.placeholders = placeholders;
    this.placeholderCount = placeholderCount;
    this.names = new @Nullable String[size];
  }

  @Override
  public String sql() {
    return sql;
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public TokenKind kind(int token) {
    return KINDS[kinds[check(token)]];
  }

  @Override
  public int begin(int token) {
    return bounds[2 * check(token)];
  }

  @Override
  public int end(int token) {
    return bounds[2 * check(token) + 1];
  }

  @Override
  public String name(int token) {
    String name = names[check(token)];
    if (name == null) {
      name = fold(token);
      names[token] = name;
    }
    return name;
  }

  private String fold(int token) {
    switch (kind(token)) {
      case WORD:
        return dialect == Dialect.POSTGRESQL
            ? PostgresText.foldWord(text(token))
            : text(token).toUpperCase(Locale.ENGLISH);
      case QUOTED_IDENTIFIER:
        return dialect == Dialect.POSTGRESQL
            ? PostgresText.quotedName(sql, begin(token), end(token))
            : H2Text.quotedName(sql, begin(token), end(token));
      default:
        return text(token);
    }
  }

  @Override
  public boolean isWord(int token, String upperCaseKeyword) {
    if (kinds[check(token)] != (byte) TokenKind.WORD.ordinal()) {
      return false;
    }
    int begin = bounds[2 * token];
    int length = bounds[2 * token + 1] - begin;
    if (length != upperCaseKeyword.length()) {
      return mayFoldToAscii(begin, length) && name(token).equals(upperCaseKeyword);
    }
    for (int i = 0; i < length; i++) {
      char c = sql.charAt(begin + i);
      char k = upperCaseKeyword.charAt(i);
      if (c != k && (c < 'a' || c > 'z' || c - 32 != k)) {
        return mayFoldToAscii(begin, length) && name(token).equals(upperCaseKeyword);
      }
    }
    return true;
  }

  /** H2 folds a long s to S and so reads some non-ASCII words as its unreserved keywords. */
  private boolean mayFoldToAscii(int begin, int length) {
    if (dialect != Dialect.H2) {
      return false;
    }
    for (int i = begin; i < begin + length; i++) {
      if (sql.charAt(i) > 127) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int placeholder(int token) {
    if (kind(token) != TokenKind.PLACEHOLDER) {
      return 0;
    }
    int low = 0;
    int high = placeholders.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = placeholders[2 * middle];
      if (at == token) {
        return placeholders[2 * middle + 1];
      }
      if (at < token) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    throw new IllegalStateException("a placeholder without an ordinal");
  }

  @Override
  public int placeholderCount() {
    return placeholderCount;
  }

  @Override
  public String stringValue(int token) {
    TokenKind kind = kind(token);
    if (kind != TokenKind.STRING && kind != TokenKind.BINARY_STRING) {
      throw new IllegalArgumentException("not a string");
    }
    return dialect == Dialect.POSTGRESQL
        ? PostgresText.stringValue(sql, begin(token), end(token))
        : H2Text.stringValue(sql, begin(token), end(token));
  }

  @Override
  public int matching(int token) {
    int step = nesting(token);
    if (step == 0) {
      return -1;
    }
    int depth = 0;
    for (int i = token; i >= 0 && i < size; i += step) {
      depth += nesting(i);
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalStateException("the lexer let an unbalanced text through");
  }

  /** 1 for a token that opens, -1 for one that closes, else 0. */
  private int nesting(int token) {
    TokenKind kind = kind(token);
    if (kind != TokenKind.PUNCTUATION && kind != TokenKind.ESCAPE_BRACE) {
      return 0;
    }
    switch (sql.charAt(bounds[2 * token + 1] - 1)) {
      case '(':
      // H2's trigraphs ??( and ??) are brackets; both end in a parenthesis.
      case '[':
      case '{':
        return 1;
      case ')':
      case ']':
      case '}':
        return -1;
      default:
        return 0;
    }
  }

  @Override
  public int[] semicolons() {
    if (!hasSemicolon()) {
      return new int[0];
    }
    int[] found = new int[0];
    int depth = 0;
    int blocks = 0;
    boolean routine = false;
    int start = 0;
    for (int i = 0; i < size; i++) {
      if (i == start) {
        routine = isWord(i, "CREATE");
        blocks = 0;
      }
      depth += nesting(i);
      if (routine && kinds[i] == (byte) TokenKind.WORD.ordinal()) {
        if (blocks > 0 && isWord(i, "CASE")
            || isWord(i, "BEGIN") && i + 1 < size && isWord(i + 1, "ATOMIC")) {
          blocks++;
        } else if (blocks > 0 && isWord(i, "END")) {
          blocks--;
        }
      }
      if (depth == 0 && blocks == 0 && is(i, ";")) {
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = i;
        start = i + 1;
      }
    }
    return found;
  }

  private boolean hasSemicolon() {
    for (int i = 0; i < size; i++) {
      if (kinds[i] == (byte) TokenKind.PUNCTUATION.ordinal() && sql.charAt(bounds[2 * i]) == ';') {
        return true;
      }
    }
    return false;
  }

  private int check(int token) {
    if (token >= size) {
      throw new IndexOutOfBoundsException(token);
    }
    return token;
  }

  /** Never the text: it may hold literals. */
  @Override
  public String toString() {
    return "<" + size + " tokens>";
  }
}
