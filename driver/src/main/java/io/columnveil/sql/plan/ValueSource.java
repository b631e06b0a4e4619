package io.columnveil.sql.plan;

/** Where the value of a wire parameter comes from. */
public sealed interface ValueSource {

  /**
   * The application sets it.
   *
   * @param ordinal number of the application's placeholder, from 1
   */
  record Placeholder(int ordinal) implements ValueSource {}

  /** It stands in the statement. */
  record Constant(Literal literal) implements ValueSource {}
}
