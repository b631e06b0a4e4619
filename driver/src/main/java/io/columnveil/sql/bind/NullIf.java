package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.Optional;

/**
 * A column with a lookup as the first argument of NULLIF. It is compared by its token but given as
 * it is, so the call is written as the CASE that it stands for: {@code CASE WHEN lookup = token
 * THEN NULL ELSE col END}.
 *
 * @param reference the column
 * @param head the tokens up to the comma
 * @param end the closing parenthesis
 */
public record NullIf(Reference reference, Span head, Span end) implements StoredOperand {

  @Override
  public ProtectedColumn column() {
    return reference.column();
  }

  @Override
  public Span span() {
    return reference.span();
  }

  @Override
  public Optional<Substitution> companion() {
    return reference
        .companion()
        .map(lookup -> new Substitution(head, "CASE WHEN " + lookup.text() + " ="));
  }

  /** What follows the second argument. */
  public String tail() {
    String name =
        Source.quote(reference.source().name())
            + "."
            + Source.quote(reference.source().fields().get(reference.field()).name());
    return "THEN NULL ELSE " + reference.valueElsewhere().orElse(name) + " END";
  }
}
