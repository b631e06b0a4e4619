package io.columnveil.sql.rewrite;

import io.columnveil.policy.model.Storage;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Use;
import io.columnveil.sql.lex.Dialect;
import java.util.List;

/** Values that stand among a column's values in a result are encrypted like them. */
final class SuppliedValues implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    boolean h2 = statement.tokens().dialect() == Dialect.H2;
    for (Use use : statement.uses()) {
      if (use instanceof Use.Supplied supplied) {
        Piece value =
            new Piece.Encoded(
                supplied.operand(),
                Piece.Form.CIPHERTEXT,
                supplied.column(),
                supplied.column().readKey());
        boolean binary = supplied.column().storage() == Storage.BINARY;
        edits.replace(
            supplied.span(),
            // H2 gives no type to a parameter that is one of several.
            h2 ? Piece.cast(value, binary ? "VARBINARY" : "VARCHAR") : List.of(value));
      }
    }
  }
}
