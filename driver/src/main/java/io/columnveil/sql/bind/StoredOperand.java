package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.Optional;

/** Stored values of a protected column, as a statement uses them. */
public sealed interface StoredOperand permits Reference, QueryOutput, Chosen, NullIf {

  /** Which column's values. */
  ProtectedColumn column();

  /** Where it stands. */
  Span span();

  /**
   * What to write so that the lookup tokens stand here instead of the values; empty if they cannot
   * be reached from here.
   */
  Optional<Substitution> companion();
}
