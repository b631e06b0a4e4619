package io.columnveil.sql.parse;

/**
 * What stands behind a {@code $n} of the canonical text: an operand that is no expression over
 * other things.
 */
public sealed interface Leaf {

  /** The tokens of the user's text that it was written with. */
  Span span();

  /**
   * A parameter that the application sets.
   *
   * @param ordinal its number, from 1
   */
  record Placeholder(Span span, int ordinal) implements Leaf {}

  /**
   * A literal. It may be plaintext of a protected column, so it never prints itself.
   *
   * @param kind how it was written
   * @param value unquoted; numbers in decimal with their sign, binary strings in hexadecimal,
   *     booleans as {@code true} or {@code false}
   */
  record Literal(Span span, Kind kind, String value) implements Leaf {

    @Override
    public String toString() {
      return "<literal>";
    }
  }

  /** How a literal was written. */
  enum Kind {
    STRING,
    NUMBER,
    BOOLEAN,
    BINARY,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UUID
  }
}
