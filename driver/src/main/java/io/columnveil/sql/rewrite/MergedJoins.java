package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.MergedJoin;
import io.columnveil.sql.bind.MergedName;
import java.util.List;

/**
 * USING and NATURAL over a column with a lookup become ON over the lookup columns. NATURAL becomes
 * USING where the database would join by columns that do not exist for applications.
 */
final class MergedJoins implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (MergedJoin join : statement.mergedJoins()) {
      String condition = join.isRewritten() ? join.condition() : join.columns();
      if (join.naturalEnd().isPresent() && (join.isRewritten() || join.isWrittenOut())) {
        edits.replace(join.span(), new Piece.Text(""));
        edits.insertAfter(join.naturalEnd().getAsInt(), List.of(new Piece.Text(" " + condition)));
      } else if (join.isRewritten()) {
        edits.replace(join.span(), new Piece.Text(condition));
      }
    }
    for (MergedName name : statement.mergedNames()) {
      if (name.join().isRewritten()) {
        edits.replace(name.span(), new Piece.Text(name.qualified()));
      }
    }
  }
}
