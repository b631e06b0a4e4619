package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.Optional;

/**
 * One of several stored values, or NULL, which the database chooses: CASE, COALESCE, NULLIF. It is
 * read as what it was, and deterministic ciphertext can be compared; no one lookup column has the
 * tokens.
 *
 * @param column the column whose values it has, or whose like
 * @param span the expression that chooses
 */
public record Chosen(ProtectedColumn column, Span span) implements StoredOperand {

  @Override
  public Optional<Substitution> companion() {
    return Optional.empty();
  }
}
