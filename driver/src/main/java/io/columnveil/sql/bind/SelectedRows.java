package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows that a query selects to be stored. Those of UNION ALL come from its branches, each of which
 * is written as if it were alone.
 */
final class SelectedRows {

  private final Binding binding;
  private final ValueBinder values;

  SelectedRows(Binding binding, ValueBinder values) {
    this.binding = binding;
    this.values = values;
  }

  List<WrittenRows.Row> of(
      BoundQuery query, List<Optional<ProtectedColumn>> columns, Span span, boolean update) {
    if (query.isComplete() && columns.stream().allMatch(Optional::isEmpty)) {
      query.outputs().forEach(output -> values.selected(output, Optional.empty(), span, update));
      return List.of();
    }
    if (!query.isComplete() || query.outputs().size() > columns.size()) {
      throw binding.notUnderstood(
          span,
          "a query whose columns do not match the table's",
          "Name the columns of both, as many of the query as of the table");
    }
    if (query.ordersBranches()) {
      throw binding.notUnderstood(
          span,
          "UNION ALL in an order, for a protected column",
          "Leave out ORDER BY and LIMIT, or write the rows of each query by a statement of its own");
    }
    query.takeApart();
    List<WrittenRows.Row> rows = new ArrayList<>();
    for (BoundQuery branch : query.branches()) {
      rows.add(row(branch, columns, span, update));
    }
    return rows;
  }

  private WrittenRows.Row row(
      BoundQuery source, List<Optional<ProtectedColumn>> columns, Span span, boolean update) {
    boolean needsCompanion =
        columns.subList(0, source.outputs().size()).stream()
            .anyMatch(c -> c.filter(ProtectedColumn::hasCompanions).isPresent());
    if (needsCompanion && (source.lastItemToken().isEmpty() || source.grouped().areGroups())) {
      throw source.grouped().areGroups()
          ? binding.notUnderstood(
              span,
              "a grouped or distinct query for a column with a lookup",
              source.hasProtectedOutputs()
                  ? "Select from it: SELECT q.a, q.b FROM (SELECT ..) q"
                  : "Write each value once, without DISTINCT and GROUP BY")
          : binding.notUnderstood(
              span,
              "a combined query for a column with a lookup",
              "Use UNION ALL, or write the rows of each query by a statement of its own");
    }
    List<Optional<Assignment.AssignedValue>> row = new ArrayList<>();
    for (int i = 0; i < source.outputs().size(); i++) {
      row.add(values.selected(source.outputs().get(i), columns.get(i), span, update));
    }
    return new WrittenRows.Row(row, source.lastItemToken().orElse(-1), true);
  }
}
