package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Use;

/** COUNT(DISTINCT col) of a column with a lookup counts its tokens. */
final class DistinctCounts implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Use use : statement.uses()) {
      if (use instanceof Use.Count count
          && count.distinct()
          && count.column().lookup().isPresent()) {
        edits.replace(count.stored().companion().orElseThrow());
      }
    }
  }
}
