package io.columnveil.sql.bind;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;

/**
 * The tables whose rows a GROUP BY or DISTINCT keeps apart, because their whole primary key is
 * among what it compares. What it puts together of such a table is one and the same row, so that
 * even its ciphertexts agree.
 */
final class WholeKeys {

  private record Named(Source source, int field) {}

  /** No table's. */
  static final WholeKeys NONE = new WholeKeys(List.of());

  private final List<Named> named;

  private WholeKeys(List<Named> named) {
    this.named = List.copyOf(named);
  }

  /** What a clause compares: columns and stars count, other expressions tell nothing. */
  static WholeKeys among(List<? extends Expression> compared, Binding binding, Scope scope) {
    List<Named> named = new ArrayList<>();
    for (Expression expression : compared) {
      if (expression instanceof AllTableColumns star) {
        scope
            .source(binding.qualifier(binding.span(star)))
            .ifPresent(source -> addAll(named, source));
      } else if (expression instanceof AllColumns) {
        scope.sources().forEach(source -> addAll(named, source));
      } else if (expression instanceof Column column) {
        List<Scope.Found> found = scope.find(binding.path(binding.span(column)));
        // The name of columns that USING merged stands for either.
        if (found.size() == 1 && found.get(0).join().isEmpty()) {
          named.add(new Named(found.get(0).source(), found.get(0).field()));
        }
      }
    }
    return new WholeKeys(named);
  }

  private static void addAll(List<Named> named, Source source) {
    for (int i = 0; i < source.fields().size(); i++) {
      named.add(new Named(source, i));
    }
  }

  /** Whether a column is of a table whose rows are kept apart. */
  boolean has(StoredOperand operand) {
    return operand instanceof Reference reference
        && reference.source() instanceof BaseTable table
        && !table.relation().primaryKey().isEmpty()
        && table.relation().primaryKey().stream().allMatch(key -> has(table, key));
  }

  private boolean has(BaseTable table, String key) {
    return named.stream()
        .filter(n -> n.source() == table)
        .map(n -> table.fields().get(n.field()))
        .anyMatch(f -> f.name().equals(key) && f.lineage() instanceof Lineage.Plain);
  }
}
