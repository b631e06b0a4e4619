package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.bind.Use;

/** ON CONFLICT (col) of a column with a lookup is decided by the lookup column. */
final class ConflictTargets implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Use use : statement.uses()) {
      if (use instanceof Use.ConflictTarget target) {
        target
            .column()
            .lookupColumn()
            .flatMap(lookup -> target.of().companion(target.column(), lookup))
            .ifPresent(
                lookup -> edits.replace(target.span(), new Piece.Text(Source.quote(lookup))));
      }
    }
  }
}
