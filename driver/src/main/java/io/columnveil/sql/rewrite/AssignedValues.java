package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.Assignment;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Source;
import java.util.List;

/** SET col = value also sets the lookup column. */
final class AssignedValues implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Assignment assignment : statement.assignments()) {
      WrittenValue.encrypt(assignment.value(), assignment.column(), edits);
      assignment
          .column()
          .lookup()
          .ifPresent(
              lookup ->
                  edits.insertAfter(
                      assignment.end(),
                      List.of(
                          new Piece.Text(", " + Source.quote(lookup.column()) + " = "),
                          WrittenValue.companion(assignment.value(), assignment.column()))));
    }
  }
}
