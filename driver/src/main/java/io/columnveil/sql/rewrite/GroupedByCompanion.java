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
      if (use instanceof Use.Grouping grouping
          && grouping.column().lookup().isPresent()
          && grouping.clause() != Use.Clause.DISTINCT
          && grouping.clause() != Use.Clause.SET_OPERATION) {
        edits.replace(
            grouping.span(), new Piece.Text(grouping.stored().companion().orElseThrow().text()));
      }
    }
    List<Reference> unnamed = unnamed(statement);
    for (BoundQuery query : statement.queries()) {
      for (Reference output : query.grouped().references()) {
        if (output.column().lookup().isPresent()) {
          select(output, unnamed.contains(output), query.grouped().areInSets(), edits);
        }
      }
    }
    for (Use use : statement.uses()) {
      if (use instanceof Use.NullTest test && test.stored() instanceof Reference reference) {
        test(reference, statement, edits);
      }
    }
  }

  /** In a query that is grouped by the tokens only they can be named. */
  private static void test(Reference tested, BoundStatement statement, Edits edits) {
    boolean key = statement.queries().stream().anyMatch(q -> q.grouped().isKey(tested));
    if (key && tested.column().lookup().isPresent()) {
      tested.companion().ifPresent(edits::replace);
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

  private static void select(Reference output, boolean unnamed, boolean subtotals, Edits edits) {
    String name = output.source().fields().get(output.field()).name();
    String value =
        output
            .valueElsewhere()
            .orElseGet(() -> Source.quote(output.source().name()) + "." + Source.quote(name));
    String any = "min(" + value + ")";
    // In a subtotal the column is NULL, whatever the rows hold.
    String selected =
        subtotals
            ? "CASE WHEN GROUPING("
                + output.companion().orElseThrow().text()
                + ") = 0 THEN "
                + any
                + " END"
            : any;
    edits.replace(
        output.span(), new Piece.Text(selected + (unnamed ? " AS " + Source.quote(name) : "")));
  }
}
