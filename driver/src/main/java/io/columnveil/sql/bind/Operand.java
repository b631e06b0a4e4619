package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.Optional;

/**
 * A value that comes with the statement and can therefore be encoded before it is sent: a
 * placeholder, a literal, NULL, or a cast of one that changes nothing.
 *
 * @param span all of its tokens, a cast included
 * @param value the tokens of the placeholder or literal alone
 * @param kind what it is
 * @param cast the type it is cast to, in upper case with its parameters, if it is cast
 */
public record Operand(Span span, Span value, Kind kind, Optional<String> cast) {

  /** What an operand is. */
  public enum Kind {
    PLACEHOLDER,
    LITERAL,
    NULL,
    /** A placeholder for an array, each of whose elements is a value. */
    ARRAY,
    /** The word DEFAULT, where a value is assigned. */
    DEFAULT
  }

  /** The same value at a place that a call around it makes wider. */
  Operand at(Span wider) {
    return new Operand(wider, value, kind, cast);
  }

  static Operand of(Kind kind, Span span) {
    return new Operand(span, span, kind, Optional.empty());
  }
}
