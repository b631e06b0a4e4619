package io.columnveil.sql.rewrite;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Assignment;
import io.columnveil.sql.bind.BoundInsert;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** INSERT stores ciphertext, names its columns, and fills the columns beside. */
final class InsertedValues implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    statement.insert().ifPresent(insert -> edit(insert, edits));
  }

  private static void edit(BoundInsert insert, Edits edits) {
    int width = insert.rows().stream().mapToInt(r -> r.values().size()).max().orElse(0);
    String companions =
        insert.protectedColumns().subList(0, width).stream()
            .flatMap(Optional::stream)
            .flatMap(c -> WrittenValue.companions(c).stream())
            .map(companion -> ", " + Source.quote(companion.name()))
            .collect(Collectors.joining());
    columnList(insert, width, companions, edits);
    for (BoundInsert.Row row : insert.rows()) {
      row(insert, row, edits);
    }
  }

  private static void columnList(BoundInsert insert, int width, String companions, Edits edits) {
    if (insert.hasColumnList()) {
      for (int i = 0; i < insert.columnSpans().size(); i++) {
        Span span = insert.columnSpans().get(i);
        insert
            .protectedColumns()
            .get(i)
            .flatMap(ProtectedColumn::storedIn)
            .ifPresent(stored -> edits.replace(span, new Piece.Text(Source.quote(stored))));
      }
      if (!companions.isEmpty()) {
        edits.insertAfter(insert.columnListEnd(), List.of(new Piece.Text(companions)));
      }
    } else if (insert.protectedColumns().stream().anyMatch(Optional::isPresent)) {
      // Without a list the values would run into the companion columns.
      String columns =
          IntStream.range(0, width)
              .mapToObj(i -> Source.quote(storedColumn(insert, i)))
              .collect(Collectors.joining(", "));
      edits.insertAfter(
          insert.columnListEnd(), List.of(new Piece.Text(" (" + columns + companions + ")")));
    }
  }

  private static String storedColumn(BoundInsert insert, int column) {
    return insert
        .protectedColumns()
        .get(column)
        .flatMap(ProtectedColumn::storedIn)
        .orElse(insert.columns().get(column));
  }

  private static void row(BoundInsert insert, BoundInsert.Row row, Edits edits) {
    List<Piece> companions = new ArrayList<>();
    for (int i = 0; i < row.values().size(); i++) {
      Optional<Assignment.AssignedValue> value = row.values().get(i);
      Optional<ProtectedColumn> column = insert.protectedColumns().get(i);
      if (value.isPresent() && column.isPresent()) {
        WrittenValue.encrypt(value.get(), column.get(), edits);
        for (WrittenValue.Companion companion : WrittenValue.companions(column.get())) {
          companions.add(new Piece.Text(", "));
          companions.add(companion.of(value.get()));
        }
      }
    }
    if (!companions.isEmpty()) {
      edits.insertAfter(row.end(), companions);
    }
  }
}
