package io.columnveil.sql.lex;

/**
 * The tokens of one text, in order. Immutable. Token indexes count from 0; offsets are chars of
 * {@link #sql()}.
 */
public interface TokenList {

  /** The text that was read. */
  String sql();

  /** By whose rules it was read. */
  Dialect dialect();

  /** How many tokens. */
  int size();

  TokenKind kind(int token);

  /** Offset of the first char. */
  int begin(int token);

  /** Offset after the last char. */
  int end(int token);

  /** The exact text. */
  default String text(int token) {
    return sql().substring(begin(token), end(token));
  }

  /**
   * For WORD and QUOTED_IDENTIFIER the name as the database folds it: PostgreSQL lower-cases ASCII
   * of unquoted words, H2 upper-cases them; quotes are taken off and unescaped. For all others the
   * exact text.
   */
  String name(int token);

  /** Whether the token is an unquoted word that equals the keyword, given in upper case. */
  boolean isWord(int token, String upperCaseKeyword);

  /** Whether the token is the operator or punctuation given. */
  default boolean is(int token, String text) {
    TokenKind kind = kind(token);
    return (kind == TokenKind.OPERATOR || kind == TokenKind.PUNCTUATION)
        && end(token) - begin(token) == text.length()
        && sql().startsWith(text, begin(token));
  }

  /** Number from 1 of the JDBC parameter that a PLACEHOLDER stands for, 0 for all others. */
  int placeholder(int token);

  /** How many JDBC parameters the text has. */
  int placeholderCount();

  /** The value of a STRING or BINARY_STRING token as the database reads it, unquoted. */
  String stringValue(int token);

  /**
   * The partner of an opening or closing parenthesis, bracket or brace, -1 for all other tokens.
   * Takes time proportional to the distance.
   */
  int matching(int token);

  /**
   * The tokens that end a statement: every {@code ;} outside parentheses and outside a {@code BEGIN
   * ATOMIC} body, in order. A fresh array.
   */
  int[] semicolons();

  /** How many non-empty statements the text holds. */
  default int statementCount() {
    int count = 0;
    int start = 0;
    for (int end : semicolons()) {
      if (end > start) {
        count++;
      }
      start = end + 1;
    }
    return start < size() ? count + 1 : count;
  }
}
