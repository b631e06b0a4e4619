package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.DistinctRows;
import io.columnveil.sql.bind.Output;
import io.columnveil.sql.bind.StoredOperand;
import io.columnveil.sql.lex.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code SELECT DISTINCT} over a column with a lookup tells rows apart by its tokens: {@code
 * DISTINCT ON} names them in the place of the column. Of equal values any ciphertext will do.
 */
final class DistinctByCompanion implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    boolean h2 = statement.tokens().dialect() == Dialect.H2;
    for (DistinctRows rows : statement.distinctRows()) {
      List<Piece> pieces = new ArrayList<>();
      for (int i = 0; i < rows.query().outputs().size(); i++) {
        pieces.add(new Piece.Text(i == 0 ? " ON (" : ", "));
        pieces.add(key(rows.query().outputs().get(i), i, h2));
      }
      pieces.add(new Piece.Text(")"));
      edits.insertAfter(rows.keyword(), pieces);
    }
  }

  private static Piece key(Output output, int place, boolean h2) {
    if (output.operand().filter(o -> o.column().lookup().isPresent()).isPresent()) {
      return new Piece.Text(
          output.operand().flatMap(StoredOperand::companion).orElseThrow().text());
    }
    // H2 has no positions there.
    return h2
        ? new Piece.Again(output.item().orElseThrow(), List.of())
        : new Piece.Text(String.valueOf(place + 1));
  }
}
