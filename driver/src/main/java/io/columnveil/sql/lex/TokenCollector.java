package io.columnveil.sql.lex;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import java.util.Arrays;

/** Takes the tokens of one scan, watches the bounds and the balance of brackets. */
final class TokenCollector {

  private static final byte PUNCTUATION = (byte) TokenKind.PUNCTUATION.ordinal();
  private static final int[] NONE = new int[0];

  private final String sql;
  private byte[] kinds;
  private int[] bounds;
  private int size;
  private int[] placeholders = NONE;
  private int placeholderTokens;
  private int placeholderCount;
  private char[] open = new char[8];
  private int depth;

  TokenCollector(String sql) {
    if (sql.length() > Lexer.MAX_LENGTH) {
      throw error(sql, 0, "the statement is longer than " + Lexer.MAX_LENGTH + " characters");
    }
    this.sql = sql;
    int guess = Math.min(16 + sql.length() / 3, 1 << 16);
    kinds = new byte[guess];
    bounds = new int[2 * guess];
  }

  void add(TokenKind kind, int begin, int end) {
    if (size == kinds.length) {
      if (size >= Lexer.MAX_TOKENS) {
        throw error(begin, "the statement has more than " + Lexer.MAX_TOKENS + " tokens");
      }
      int capacity = Math.min(2 * size, Lexer.MAX_TOKENS);
      kinds = Arrays.copyOf(kinds, capacity);
      bounds = Arrays.copyOf(bounds, 2 * capacity);
    }
    kinds[size] = (byte) kind.ordinal();
    bounds[2 * size] = begin;
    bounds[2 * size + 1] = end;
    size++;
  }

  void punctuation(int begin, int end) {
    add(TokenKind.PUNCTUATION, begin, end);
  }

  /** A token that opens; {@code closer} is the char that must close it. */
  void open(TokenKind kind, int begin, int end, char closer) {
    add(kind, begin, end);
    if (depth == Lexer.MAX_DEPTH) {
      throw error(begin, "the statement is nested more than " + Lexer.MAX_DEPTH + " deep");
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
    }
    open[depth++] = closer;
  }

  void close(TokenKind kind, int begin, int end, char closer) {
    if (depth == 0 || open[depth - 1] != closer) {
      throw error(begin, "'" + closer + "' closes nothing");
    }
    depth--;
    add(kind, begin, end);
  }

  /** A placeholder that takes the next number. */
  void placeholder(int begin, int end) {
    placeholder(begin, end, placeholderCount + 1);
  }

  void placeholder(int begin, int end, int ordinal) {
    if (2 * placeholderTokens == placeholders.length) {
      placeholders = Arrays.copyOf(placeholders, Math.max(16, 2 * placeholders.length));
    }
    placeholders[2 * placeholderTokens] = size;
    placeholders[2 * placeholderTokens + 1] = ordinal;
    placeholderTokens++;
    placeholderCount = Math.max(placeholderCount, ordinal);
    add(TokenKind.PLACEHOLDER, begin, end);
  }

  int size() {
    return size;
  }

  int depth() {
    return depth;
  }

  boolean isPunctuation(int token, char c) {
    return kinds[token] == PUNCTUATION
        && bounds[2 * token + 1] - bounds[2 * token] == 1
        && sql.charAt(bounds[2 * token]) == c;
  }

  TokenKind kind(int token) {
    return TokenKind.values()[kinds[token]];
  }

  int begin(int token) {
    return bounds[2 * token];
  }

  int end(int token) {
    return bounds[2 * token + 1];
  }

  /** Makes the last token reach further, over what belongs to it. */
  void extendLast(int end) {
    bounds[2 * size - 1] = end;
  }

  TokenArray finish(Dialect dialect) {
    if (depth > 0) {
      throw error(sql.length(), "'" + open[depth - 1] + "' is missing");
    }
    return new TokenArray(
        sql,
        dialect,
        kinds,
        bounds,
        size,
        placeholderTokens == 0 ? NONE : Arrays.copyOf(placeholders, 2 * placeholderTokens),
        placeholderCount);
  }

  IssueException error(int offset, String message) {
    return error(sql, offset, message);
  }

  static IssueException error(String sql, int offset, String message) {
    return new IssueException(
        Issue.error(
            ErrorCode.SYNTAX,
            Source.sql(sql).at(offset),
            message,
            "Correct the statement at this place, and pass values as parameters"));
  }
}
