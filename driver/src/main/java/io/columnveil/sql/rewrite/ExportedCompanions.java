package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundQuery;
import io.columnveil.sql.bind.BoundStatement;
import java.util.List;

/** Subqueries carry the lookup columns that the query around them asked for. */
final class ExportedCompanions implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (BoundQuery query : statement.queries()) {
      if (query.hasExports()) {
        query
            .lastItemToken()
            .ifPresent(
                last -> edits.insertAfter(last, List.of(new Piece.Text(query.exportText()))));
        query
            .lastNameToken()
            .ifPresent(
                last -> edits.insertAfter(last, List.of(new Piece.Text(query.exportNames()))));
      }
    }
  }
}
