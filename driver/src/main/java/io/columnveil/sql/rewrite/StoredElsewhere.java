package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Reference;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.bind.StoredOperand;
import io.columnveil.sql.bind.Use;
import io.columnveil.sql.parse.Span;

/**
 * Columns whose ciphertext lives in another column are read there. A column with a lookup is
 * compared by that, which is another rule's.
 */
final class StoredElsewhere implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Use use : statement.uses()) {
      if (use instanceof Use.Projection projection) {
        select(projection, edits);
      } else if (use instanceof Use.Comparison comparison) {
        compare(comparison.stored(), edits);
      } else if (use instanceof Use.ListedComparison comparison) {
        compare(comparison.stored(), edits);
      } else if (use instanceof Use.StoredComparison comparison) {
        // The one name of USING stands for both sides; the join is written anew as a whole.
        if (!comparison.left().span().equals(comparison.right().span())) {
          compare(comparison.left(), edits);
          compare(comparison.right(), edits);
        }
      } else if (use instanceof Use.Grouping grouping) {
        compare(grouping.stored(), edits);
      } else if (use instanceof Use.Branch branch) {
        read(branch.stored(), edits);
      } else if (use instanceof Use.NullTest test) {
        read(test.stored(), edits);
      } else if (use instanceof Use.Count count) {
        read(count.stored(), edits);
      } else if (use instanceof Use.Copied copied) {
        copy(copied.from(), edits);
      } else if (use instanceof Use.ConflictTarget target) {
        conflict(target, edits);
      }
    }
  }

  private static void select(Use.Projection projection, Edits edits) {
    if (projection.operand() instanceof Reference reference) {
      reference
          .valueElsewhere()
          .ifPresent(
              text ->
                  edits.replace(
                      reference.span(),
                      new Piece.Text(
                          projection.unnamed()
                              ? text + " AS " + Source.quote(reference.column().id().column())
                              : text)));
    }
  }

  private static void compare(StoredOperand operand, Edits edits) {
    if (operand instanceof Reference reference && reference.column().lookup().isEmpty()) {
      Span span = reference.span();
      reference.storedElsewhere().ifPresent(text -> edits.replace(span, new Piece.Text(text)));
    }
  }

  private static void read(StoredOperand operand, Edits edits) {
    if (operand instanceof Reference reference) {
      Span span = reference.span();
      reference.valueElsewhere().ifPresent(text -> edits.replace(span, new Piece.Text(text)));
    }
  }

  /** What is copied goes from the first column to the first, and from the second to the second. */
  private static void copy(StoredOperand operand, Edits edits) {
    if (operand.column().rotation().isEmpty()) {
      read(operand, edits);
    } else if (operand instanceof Reference reference) {
      reference
          .column()
          .storedIn()
          .flatMap(reference::beside)
          .ifPresent(text -> edits.replace(reference.span(), new Piece.Text(text)));
    }
  }

  private static void conflict(Use.ConflictTarget target, Edits edits) {
    if (target.column().lookup().isEmpty()) {
      target
          .column()
          .heldIn()
          .ifPresent(stored -> edits.replace(target.span(), new Piece.Text(Source.quote(stored))));
    }
  }
}
