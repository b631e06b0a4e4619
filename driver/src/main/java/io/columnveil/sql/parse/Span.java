package io.columnveil.sql.parse;

/**
 * A run of tokens of the user's text.
 *
 * @param first its first token
 * @param last its last token, not before the first
 */
public record Span(int first, int last) {

  public Span {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("a span is never empty");
    }
  }

  /** Whether another span lies wholly in this one. */
  public boolean covers(Span other) {
    return first <= other.first && other.last <= last;
  }

  /** Whether a token lies in it. */
  public boolean covers(int token) {
    return first <= token && token <= last;
  }
}
