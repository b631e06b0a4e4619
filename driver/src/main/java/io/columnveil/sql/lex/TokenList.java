package io.columnveil.sql.lex;

/**
 * The tokens of one text, in order. Immutable. Token indexes count from 0; offsets are chars of
 * {@link #sql()}.
 */
public interface TokenList {

  /** The text that was read. */
  String sql();

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
}
