package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundQuery;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Evaluated;
import io.columnveil.sql.bind.GroupedOutputs;
import io.columnveil.sql.bind.Reference;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.bind.Use;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
      for (GroupedOutputs.Key output : query.grouped().outputs()) {
        Reference reference = output.reference();
        if (reference.column().lookup().isPresent()) {
          replace(reference, query.grouped(), edits);
          if (unnamed.contains(reference) && !isNamedAsItIsWritten(output, statement)) {
            edits.insertAfter(
                output.expression().last(),
                List.of(new Piece.Text(" AS " + Source.quote(name(reference)))));
          }
        }
      }
    }
    for (Use use : statement.uses()) {
      if (use instanceof Use.NullTest test && test.stored() instanceof Reference reference) {
        test(reference, statement, edits);
      } else if (use instanceof Use.Branch branch
          && branch.evaluated() == Evaluated.FOR_RESULTS
          && branch.stored() instanceof Reference reference
          && reference.column().lookup().isPresent()) {
        statement.queries().stream()
            .map(BoundQuery::grouped)
            .filter(grouped -> grouped.isKey(reference))
            .forEach(grouped -> replace(reference, grouped, edits));
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

  /** H2 names what is more than a column by its text, which {@link UnnamedItems} keeps. */
  private static boolean isNamedAsItIsWritten(GroupedOutputs.Key output, BoundStatement statement) {
    TokenList tokens = statement.tokens();
    return tokens.dialect() == Dialect.H2
        && IntStream.range(output.expression().first(), output.reference().span().first())
            .anyMatch(token -> !tokens.is(token, "("));
  }

  private static String name(Reference key) {
    return key.source().fields().get(key.field()).name();
  }

  /** Any value of the group for the key's. */
  private static void replace(Reference key, GroupedOutputs grouped, Edits edits) {
    String value =
        key.valueElsewhere()
            .orElseGet(() -> Source.quote(key.source().name()) + "." + Source.quote(name(key)));
    String any = "min(" + value + ")";
    // In a subtotal the column is NULL, whatever the rows hold.
    String selected =
        grouped.areInSets()
            ? "CASE WHEN GROUPING("
                + key.companion().orElseThrow().text()
                + ") = 0 THEN "
                + any
                + " END"
            : any;
    edits.replace(key.span(), new Piece.Text(selected));
  }
}
