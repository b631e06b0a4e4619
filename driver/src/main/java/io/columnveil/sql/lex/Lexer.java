package io.columnveil.sql.lex;

/**
 * Cuts a text into tokens exactly as the database behind its JDBC driver does. Where driver and
 * server, or two server versions, would read a text differently, it is refused. Implementations are
 * stateless and thread-safe.
 */
public interface Lexer {

  /** Longest text, in chars: room for a multi-row INSERT, but not for a memory attack. */
  int MAX_LENGTH = 16 << 20;

  /** Most tokens. */
  int MAX_TOKENS = 1_000_000;

  /** Deepest nesting of parentheses, brackets and escapes together. */
  int MAX_DEPTH = 100;

  /**
   * The tokens of a text. Parentheses, brackets and escape braces are balanced in the result.
   *
   * @throws io.columnveil.issue.IssueException with code SYNTAX and the place, if the text is not
   *     lexically valid or exceeds a bound
   */
  TokenList lex(String sql);
}
