package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundQuery;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Reference;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.bind.Use;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows are put together by the lookup tokens. Where the column itself is selected, any ciphertext
 * of the group will do: they all hold the same value.
 */
final class GroupedByCompanion implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Use use : statement.uses()) {
      if (use instanceof Use.Grouping grouping && grouping.column().lookup().isPresent()) {
        edits.replace(
            grouping.span(), new Piece.Text(grouping.stored().companion().orElseThrow().text()));
      }
    }
    List<Reference> unnamed = unnamed(statement);
    for (BoundQuery query : statement.queries()) {
      for (Reference output : query.groupedOutputs()) {
        if (output.column().lookup().isPresent()) {
          select(output, unnamed.contains(output), edits);
        }
      }
    }
  }

  private static List<Reference> unnamed(BoundStatement statement) {
    List<Reference> unnamed = new ArrayList<>();
    for (Use use : statement.uses()) {
      if (use instanceof Use.Projection projection
          && projection.unnamed()
          && projection.operand() instanceof Reference reference) {
        unnamed.add(reference);
      }
    }
    return unnamed;
  }

  private static void select(Reference output, boolean unnamed, Edits edits) {
    String name = output.source().fields().get(output.field()).name();
    String value =
        output
            .valueElsewhere()
            .orElseGet(() -> Source.quote(output.source().name()) + "." + Source.quote(name));
    edits.replace(
        output.span(),
        new Piece.Text("min(" + value + ")" + (unnamed ? " AS " + Source.quote(name) : "")));
  }
}
