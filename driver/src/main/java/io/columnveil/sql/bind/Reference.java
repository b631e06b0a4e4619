package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.Optional;

/**
 * A name that stands for a protected column.
 *
 * @param column the column whose values it has
 * @param source where it is selected from
 * @param field number of the field in the source, from 0
 * @param span its tokens, qualifiers included
 */
public record Reference(ProtectedColumn column, Source source, int field, Span span)
    implements StoredOperand {

  @Override
  public Optional<Substitution> companion() {
    return source.companion(field).map(text -> new Substitution(span, text));
  }
}
