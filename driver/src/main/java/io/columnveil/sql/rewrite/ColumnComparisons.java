package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.ListedForm;
import io.columnveil.sql.bind.StoredOperand;
import io.columnveil.sql.bind.Use;

/** Comparisons of columns that have lookup columns compare those. */
final class ColumnComparisons implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Use use : statement.uses()) {
      if (use instanceof Use.ListedComparison comparison) {
        byCompanion(comparison.stored(), edits);
        ListForms.write(comparison.list(), ListedForm.compared(comparison.column()), edits);
      }
      // The one name of USING stands for both sides; the join is written anew as a whole.
      if (use instanceof Use.StoredComparison comparison
          && !comparison.left().span().equals(comparison.right().span())) {
        byCompanion(comparison.left(), edits);
        byCompanion(comparison.right(), edits);
      }
    }
  }

  private static void byCompanion(StoredOperand operand, Edits edits) {
    if (operand.column().lookup().isPresent()) {
      edits.replace(operand.companion().orElseThrow());
    }
  }
}
