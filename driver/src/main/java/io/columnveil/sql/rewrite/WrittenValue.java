package io.columnveil.sql.rewrite;

import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Assignment;
import io.columnveil.sql.bind.Operand;
import io.columnveil.sql.bind.Reference;
import java.util.ArrayList;
import java.util.List;

/** What is written for a value that is stored in a protected column, and in the columns beside. */
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
          edits.replace(
              operand.span(),
              new Piece.Encoded(
                  operand,
                  Piece.Form.CIPHERTEXT,
                  column,
                  column.isDeterministic() ? column.firstKey() : EqualityKey.CURRENT));
      // A cast of NULL names the type that applications see, not the stored one.
      case NULL -> edits.replace(operand.span(), new Piece.Text("NULL"));
      case DEFAULT -> {}
    }
  }

  /** The columns that are written together with a protected one: its lookup column, a second. */
  static List<Companion> companions(ProtectedColumn column) {
    List<Companion> companions = new ArrayList<>(2);
    column
        .lookup()
        .ifPresent(
            lookup -> companions.add(new Companion(column, lookup.column(), column.firstKey())));
    column
        .secondWritten()
        .ifPresent(second -> companions.add(new Companion(column, second, EqualityKey.NEXT)));
    return companions;
  }

  /**
   * A column that is written together with a protected one.
   *
   * @param column the protected column
   * @param name of the companion
   * @param key by which it is filled
   */
  record Companion(ProtectedColumn column, String name, EqualityKey key) {

    /** What is stored there. */
    Piece of(Assignment.AssignedValue value) {
      if (value instanceof Assignment.AssignedValue.FromStored stored) {
        return new Piece.Text(copied(stored));
      }
      Operand operand = ((Assignment.AssignedValue.Given) value).operand();
      Piece.Form form = column.isDeterministic() ? Piece.Form.CIPHERTEXT : Piece.Form.TOKEN;
      return switch (operand.kind()) {
        case PLACEHOLDER, LITERAL -> new Piece.Encoded(operand, form, column, key);
        case NULL -> new Piece.Text("NULL");
        case DEFAULT -> new Piece.Text("DEFAULT");
      };
    }

    /** During a rotation first goes to first and second to second, whatever is read now. */
    private String copied(Assignment.AssignedValue.FromStored stored) {
      if (column.rotation().isPresent() && stored.operand() instanceof Reference from) {
        String source =
            column.secondWritten().filter(name::equals).isPresent()
                ? from.column().rotation().map(EqualityRotation::secondColumn).orElseThrow()
                : from.column().lookup().orElseThrow().column();
        return from.beside(source).orElseGet(() -> from.companion().orElseThrow().text());
      }
      return stored.operand().companion().orElseThrow().text();
    }
  }
}
