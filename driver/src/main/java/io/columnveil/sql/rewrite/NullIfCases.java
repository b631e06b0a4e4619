package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.NullIf;
import io.columnveil.sql.bind.StoredOperand;
import io.columnveil.sql.bind.Use;

/** The ends of those NULLIF whose beginning becomes a CASE over the lookup column. */
final class NullIfCases implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Use use : statement.uses()) {
      if (use instanceof Use.Comparison comparison) {
        end(comparison.stored(), edits);
      } else if (use instanceof Use.StoredComparison comparison) {
        end(comparison.left(), edits);
      }
    }
  }

  private static void end(StoredOperand operand, Edits edits) {
    if (operand instanceof NullIf call) {
      edits.replace(call.end(), new Piece.Text(" " + call.tail()));
    }
  }
}
