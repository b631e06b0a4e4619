package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;

/** What an expression is, to the binder. */
sealed interface Value {

  /** Nothing protected is in it, and it is computed by the database. */
  record Plain() implements Value {}

  /** Code of unknown origin computes it. */
  record Unknown() implements Value {}

  /** It comes with the statement. */
  record Given(Operand operand) implements Value {}

  /** It is a stored value of a protected column. */
  record Stored(StoredOperand operand) implements Value {}

  /** It is one of a list of values that come with the statement. */
  record Listed(ListedReference reference) implements Value {}

  /** Code hands it on from protected tables: it can only be selected. */
  record HandedOn(Span span) implements Value {}

  Value PLAIN = new Plain();
  Value UNKNOWN = new Unknown();
}
