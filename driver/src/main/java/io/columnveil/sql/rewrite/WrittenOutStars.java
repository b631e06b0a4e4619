package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Star;

/** A star that would bring companion columns is written out without them. */
final class WrittenOutStars implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Star star : statement.stars()) {
      if (star.mustBeExpanded()) {
        edits.replace(star.span(), new Piece.Text(star.expanded()));
      }
    }
  }
}
