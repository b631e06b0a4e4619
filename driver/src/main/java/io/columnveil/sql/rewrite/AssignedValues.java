package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.Assignment;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Source;
import java.util.List;

/** SET col = value also sets the columns beside it. */
final class AssignedValues implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Assignment assignment : statement.assignments()) {
      WrittenValue.encrypt(assignment.value(), assignment.column(), edits);
      assignment.column().storedIn().ifPresent(stored -> elsewhere(assignment, stored, edits));
      WrittenValue.companions(assignment.column())
          .forEach(
              companion ->
                  edits.insertAfter(
                      assignment.end(),
                      List.of(
                          new Piece.Text(", " + Source.quote(companion.name()) + " = "),
                          companion.of(assignment.value()))));
    }
  }

  /** The ciphertext goes to its own column, and the old plaintext goes away. */
  private static void elsewhere(Assignment assignment, String stored, Edits edits) {
    edits.replace(assignment.target(), new Piece.Text(Source.quote(stored)));
    edits.insertAfter(
        assignment.end(),
        List.of(
            new Piece.Text(", " + Source.quote(assignment.column().id().column()) + " = NULL")));
  }
}
