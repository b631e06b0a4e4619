package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.MergedJoin;
import io.columnveil.sql.bind.MergedName;

/** USING over a column with a lookup becomes ON over the lookup columns. */
final class MergedJoins implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (MergedJoin join : statement.mergedJoins()) {
      if (join.isRewritten()) {
        edits.replace(join.span(), new Piece.Text(join.condition()));
      }
    }
    for (MergedName name : statement.mergedNames()) {
      if (name.join().isRewritten()) {
        edits.replace(name.span(), new Piece.Text(name.qualified()));
      }
    }
  }
}
