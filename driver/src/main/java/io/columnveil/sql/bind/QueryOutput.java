package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.Optional;

/**
 * The single column of a subquery that is used as an operand.
 *
 * @param column the column whose values it gives
 * @param query the subquery
 * @param span its tokens
 */
public record QueryOutput(ProtectedColumn column, BoundQuery query, Span span)
    implements StoredOperand {

  @Override
  public Optional<Substitution> companion() {
    return query.outputCompanion(0);
  }
}
