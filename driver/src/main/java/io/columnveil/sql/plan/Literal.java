package io.columnveil.sql.plan;

/**
 * A literal of a statement. It may be plaintext of a protected column, so it never prints itself.
 *
 * @param kind how it was written
 * @param value its value as text, unquoted; a BINARY literal in hexadecimal
 */
public record Literal(Kind kind, String value) {

  /** How a literal was written. */
  public enum Kind {
    STRING,
    NUMBER,
    BOOLEAN,
    BINARY,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UUID,
    NULL
  }

  @Override
  public String toString() {
    return "<literal>";
  }
}
