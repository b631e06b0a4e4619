package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundQuery;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.CombinedRows;
import io.columnveil.sql.bind.Output;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * UNION, INTERSECT and EXCEPT over columns with a lookup put all rows of the branches one after
 * another, each with its tokens and the number of its branch, and keep of equal ones the one that
 * the operation wants: {@code SELECT min(value) FROM (.. UNION ALL ..) GROUP BY token HAVING ..}.
 * GROUP BY takes NULLs for equal, as set operations do.
 */
final class CombinedByCompanion implements RewriteRule {

  private static final String ROWS = "\"columnveil$rows\"";
  private static final String BRANCH = "\"columnveil$branch\"";

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (CombinedRows rows : statement.combinedRows()) {
      String first = statement.tokens().is(rows.first(), "(") ? "(" : "SELECT";
      edits.replace(
          new Span(rows.first(), rows.first()),
          new Piece.Text("SELECT " + items(rows) + " FROM (" + first));
      rows.operators().forEach(span -> edits.replace(span, new Piece.Text("UNION ALL")));
      for (int i = 0; i < rows.branches().size(); i++) {
        BoundQuery branch = rows.branches().get(i);
        edits.insertAfter(
            branch.lastItemToken().orElseThrow(),
            List.of(new Piece.Text(tokens(rows, branch) + ", " + (i + 1) + " AS " + BRANCH)));
      }
      edits.insertAfter(rows.end(), List.of(new Piece.Text(end(rows))));
    }
  }

  private static String value(int output) {
    return "\"columnveil$v" + (output + 1) + "\"";
  }

  private static String token(int output) {
    return "\"columnveil$t" + (output + 1) + "\"";
  }

  private static String items(CombinedRows rows) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < rows.outputs().size(); i++) {
      Output output = rows.outputs().get(i);
      String value = CombinedRows.isByLookup(output) ? "min(" + value(i) + ")" : value(i);
      items.add(value + " AS " + Source.quote(output.name()));
    }
    return String.join(", ", items);
  }

  private static String tokens(CombinedRows rows, BoundQuery branch) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.outputs().size(); i++) {
      if (CombinedRows.isByLookup(rows.outputs().get(i))) {
        text.append(", ")
            .append(CombinedRows.token(branch, i).orElseThrow())
            .append(" AS ")
            .append(token(i));
      }
    }
    return text.toString();
  }

  private static String end(CombinedRows rows) {
    List<String> names = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < rows.outputs().size(); i++) {
      boolean byLookup = CombinedRows.isByLookup(rows.outputs().get(i));
      names.add(value(i));
      keys.add(byLookup ? token(i) : value(i));
      if (byLookup) {
        tokens.add(token(i));
      }
    }
    names.addAll(tokens);
    names.add(BRANCH);
    String kept =
        switch (rows.operation()) {
          case UNION -> "";
          case INTERSECT -> " HAVING min(" + BRANCH + ") < max(" + BRANCH + ")";
          case EXCEPT -> " HAVING max(" + BRANCH + ") = 1";
        };
    return ") AS "
        + ROWS
        + " ("
        + String.join(", ", names)
        + ") GROUP BY "
        + String.join(", ", keys)
        + kept;
  }
}
