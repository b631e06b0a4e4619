package io.columnveil.sql.rewrite;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Assignment;
import io.columnveil.sql.bind.Operand;

/** What is written for a value that is stored in a protected column, and for its lookup column. */
final class WrittenValue {

  private WrittenValue() {}

  /** Puts the ciphertext in the place of the value. */
  static void encrypt(Assignment.AssignedValue value, ProtectedColumn column, Edits edits) {
    if (!(value instanceof Assignment.AssignedValue.Given given)) {
      return;
    }
    Operand operand = given.operand();
    switch (operand.kind()) {
      case PLACEHOLDER, LITERAL ->
          edits.replace(operand.span(), new Piece.Encoded(operand, Piece.Form.CIPHERTEXT, column));
      // A cast of NULL names the type that applications see, not the stored one.
      case NULL -> edits.replace(operand.span(), new Piece.Text("NULL"));
      case DEFAULT -> {}
    }
  }

  /** What is stored in the lookup column. */
  static Piece companion(Assignment.AssignedValue value, ProtectedColumn column) {
    if (value instanceof Assignment.AssignedValue.FromStored stored) {
      return new Piece.Text(stored.operand().companion().orElseThrow().text());
    }
    Operand operand = ((Assignment.AssignedValue.Given) value).operand();
    return switch (operand.kind()) {
      case PLACEHOLDER, LITERAL -> new Piece.Encoded(operand, Piece.Form.TOKEN, column);
      case NULL -> new Piece.Text("NULL");
      case DEFAULT -> new Piece.Text("DEFAULT");
    };
  }
}
