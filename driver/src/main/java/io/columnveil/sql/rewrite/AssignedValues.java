package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.Assignment;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Source;
import java.util.ArrayList;
import java.util.List;

/** SET col = value also sets the columns beside it. */
final class AssignedValues implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    WrittenValue writer = new WrittenValue(statement.tokens().dialect());
    for (Assignment assignment : statement.assignments()) {
      writer.encrypt(assignment.value(), assignment.column(), false, edits);
      assignment.column().storedIn().ifPresent(stored -> elsewhere(assignment, stored, edits));
      for (WrittenValue.Companion companion :
          WrittenValue.companions(assignment.of(), assignment.column())) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece.Text(", " + Source.quote(companion.name()) + " = "));
        pieces.addAll(writer.companion(companion, assignment.value(), false));
        edits.insertAfter(assignment.end(), pieces);
      }
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
