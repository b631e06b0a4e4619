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
 * @param element whether it is written into an array, which has the type of its elements
 */
public record Operand(Span span, Span value, Kind kind, Optional<String> cast, boolean element) {

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
    return new Operand(wider, value, kind, cast, element);
  }

  /** The same value cast to a type. */
  Operand cast(Span wider, String type) {
    return new Operand(wider, value, kind, Optional.of(type), element);
  }

  /** The same value as an array whose elements are values. */
  Operand asArray() {
    return new Operand(span, value, Kind.ARRAY, cast, element);
  }

  /** The same value as an element of an array that is written out. */
  Operand asElement() {
    return new Operand(span, value, kind, cast, true);
  }

  static Operand of(Kind kind, Span span) {
    return new Operand(span, span, kind, Optional.empty(), false);
  }
}
