package io.columnveil.sql.rewrite;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Assignment;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.bind.WrittenRows;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows are stored as ciphertext, under the names of their columns, with the columns beside. */
final class InsertedValues implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    WrittenValue writer = new WrittenValue(statement.tokens().dialect());
    statement.written().forEach(rows -> edit(rows, writer, edits));
  }

  private static void edit(WrittenRows rows, WrittenValue writer, Edits edits) {
    int width = rows.rows().stream().mapToInt(r -> r.values().size()).max().orElse(0);
    String companions =
        rows.protectedColumns().subList(0, width).stream()
            .flatMap(Optional::stream)
            .flatMap(c -> WrittenValue.companions(rows.target(), c).stream())
            .map(companion -> ", " + Source.quote(companion.name()))
            .collect(Collectors.joining());
    columnList(rows, width, companions, edits);
    for (WrittenRows.Row row : rows.rows()) {
      row(rows, row, writer, edits);
    }
  }

  private static void columnList(WrittenRows rows, int width, String companions, Edits edits) {
    if (rows.list() == WrittenRows.ColumnList.WRITTEN) {
      for (int i = 0; i < rows.columnSpans().size(); i++) {
        Span span = rows.columnSpans().get(i);
        rows.protectedColumns()
            .get(i)
            .flatMap(ProtectedColumn::storedIn)
            .ifPresent(stored -> edits.replace(span, new Piece.Text(Source.quote(stored))));
      }
      if (!companions.isEmpty()) {
        edits.insertAfter(rows.columnListEnd(), List.of(new Piece.Text(companions)));
      }
    } else if (rows.list() == WrittenRows.ColumnList.SINGLE) {
      single(rows, companions, edits);
    } else if (width > 0 && rows.protectedColumns().stream().anyMatch(Optional::isPresent)) {
      // Without a list the values would run into the companion columns.
      String columns =
          IntStream.range(0, width)
              .mapToObj(i -> Source.quote(storedColumn(rows, i)))
              .collect(Collectors.joining(", "));
      edits.insertAfter(
          rows.columnListEnd(), List.of(new Piece.Text(" (" + columns + companions + ")")));
    }
  }

  /** {@code SET a = (SELECT ..)} becomes {@code SET (a, lookup) = (SELECT .., ..)}. */
  private static void single(WrittenRows rows, String companions, Edits edits) {
    String column = Source.quote(rows.columns().get(0));
    edits.replace(rows.columnSpans().get(0), new Piece.Text("(" + column + companions + ")"));
  }

  private static String storedColumn(WrittenRows rows, int column) {
    return rows.protectedColumns()
        .get(column)
        .flatMap(ProtectedColumn::storedIn)
        .orElse(rows.columns().get(column));
  }

  private static void row(WrittenRows rows, WrittenRows.Row row, WrittenValue writer, Edits edits) {
    List<Piece> companions = new ArrayList<>();
    for (int i = 0; i < row.values().size(); i++) {
      Optional<Assignment.AssignedValue> value = row.values().get(i);
      Optional<ProtectedColumn> column = rows.protectedColumns().get(i);
      if (value.isPresent() && column.isPresent()) {
        writer.encrypt(value.get(), column.get(), row.selected(), edits);
        for (WrittenValue.Companion companion :
            WrittenValue.companions(rows.target(), column.get())) {
          companions.add(new Piece.Text(", "));
          companions.addAll(writer.companion(companion, value.get(), row.selected()));
        }
      }
    }
    if (!companions.isEmpty()) {
      edits.insertAfter(row.end(), companions);
    }
  }
}
