package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.Optional;

/**
 * A column of a subquery that is used as an operand.
 *
 * @param column the column whose values it gives
 * @param query the subquery
 * @param output which of its columns, from 0
 * @param span its tokens
 */
public record QueryOutput(ProtectedColumn column, BoundQuery query, int output, Span span)
    implements StoredOperand {

  @Override
  public Optional<Substitution> companion() {
    return query.outputCompanion(output);
  }
}
