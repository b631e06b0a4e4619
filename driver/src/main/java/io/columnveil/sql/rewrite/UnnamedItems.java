package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.bind.UnnamedItem;
import java.util.List;

/** Where the database would name an edited select item by its new text, it keeps its old name. */
final class UnnamedItems implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (UnnamedItem item : statement.unnamedItems()) {
      if (edits.touches(item.span())) {
        String alias = " AS " + Source.quote(item.label(statement.tokens()));
        edits.insertAfter(item.span().last(), List.of(new Piece.Text(alias)));
      }
    }
  }
}
