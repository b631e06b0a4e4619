package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.statement.select.Values;

/** Binds lists of values that come with the statement: VALUES, and SELECT of values. */
final class ListBinder {

  private final Binding binding;
  private final ExpressionBinder expressions;

  ListBinder(Binding binding, ExpressionBinder expressions) {
    this.binding = binding;
    this.expressions = expressions;
  }

  /** A row of VALUES: what its values are, and its last token before the closing parenthesis. */
  private record Row(List<Value> cells, OptionalInt end) {}

  BoundQuery values(Values values, Scope scope) {
    List<Row> rows = new ArrayList<>();
    if (values.getExpressions() instanceof ParenthesedExpressionList<?> single
        && isOneRow(binding, values)) {
      rows.add(row(single, scope, OptionalInt.of(binding.span(values).last() - 1)));
    } else {
      for (Expression list : values.getExpressions()) {
        rows.add(row(list, scope));
      }
    }
    int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    boolean ordered = values.getOrderByElements() != null;
    String prefix = binding.names.catalog().backend() == Backend.H2 ? "C" : "column";
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      Output plain = Output.plain(prefix + (i + 1));
      outputs.add(ordered ? plain : column(plain, rows, i));
    }
    return new BoundQuery(outputs, true, OptionalInt.empty()).withMadeUpNames(prefix);
  }

  /**
   * Whether all values stand in one pair of parentheses. The tree does not tell {@code (1), (2)}
   * from {@code ((1), (2))}, but to the database these are two rows and one.
   */
  static boolean isOneRow(Binding binding, Values values) {
    TokenList tokens = binding.tokens();
    Span span = binding.span(values);
    int open = span.first();
    while (open < span.last() && !tokens.is(open, "(")) {
      open++;
    }
    return tokens.matching(open) == span.last();
  }

  private Row row(Expression list, Scope scope) {
    if (list instanceof ParenthesedExpressionList<?> parenthesed) {
      return row(parenthesed, scope, OptionalInt.of(binding.span(list).last() - 1));
    }
    // Without parentheses a row cannot grow.
    return row(
        list instanceof ExpressionList<?> several ? several : List.of(list),
        scope,
        OptionalInt.empty());
  }

  private Row row(List<? extends Expression> list, Scope scope, OptionalInt end) {
    List<Value> cells = new ArrayList<>();
    for (Expression cell : list) {
      Value value = expressions.bind(cell, scope);
      if (value instanceof Value.Stored stored) {
        binding.refuseStored(value, "VALUES", stored.operand().span());
      }
      cells.add(value);
    }
    return new Row(cells, end);
  }

  private Output column(Output plain, List<Row> rows, int column) {
    List<ListedColumn.Cell> cells = new ArrayList<>();
    for (Row row : rows) {
      if (column >= row.cells().size()
          || row.end().isEmpty()
          || !(row.cells().get(column) instanceof Value.Given given)) {
        return plain;
      }
      cells.add(new ListedColumn.Cell(given.operand(), row.end().getAsInt(), false));
    }
    return isOfOneKind(cells) ? listed(plain, cells) : plain;
  }

  /** Of numbers beside strings the database makes numbers, which would then be stored. */
  private boolean isOfOneKind(List<ListedColumn.Cell> cells) {
    TokenList tokens = binding.tokens();
    return cells.stream()
            .filter(cell -> cell.operand().kind() == Operand.Kind.LITERAL)
            .map(cell -> tokens.kind(cell.operand().value().last()) == TokenKind.NUMBER)
            .distinct()
            .count()
        <= 1;
  }

  private Output listed(Output plain, List<ListedColumn.Cell> cells) {
    ListedColumn column = new ListedColumn(cells);
    binding.listed.add(column);
    return Output.listed(plain.name(), plain.given(), new Output.Listed(column, Optional.empty()));
  }

  /** A select item that is a value of the statement is a list of that one. */
  Output selected(Output output, int lastItem) {
    return output.given().isPresent() && output.listed().isEmpty()
        ? listed(output, List.of(new ListedColumn.Cell(output.given().get(), lastItem, true)))
        : output;
  }

  /** The column of UNION ALL whose branches all list values; empty if one does not. */
  static Optional<Output> union(Binding binding, String name, List<Output> cells) {
    List<ListedColumn.Cell> all = new ArrayList<>();
    for (Output cell : cells) {
      Optional<Output.Listed> listed = cell.listed().filter(l -> l.reference().isEmpty());
      if (listed.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(listed.get().column().cells());
    }
    ListedColumn column = new ListedColumn(all);
    binding.listed.add(column);
    return Optional.of(
        Output.listed(name, Optional.empty(), new Output.Listed(column, Optional.empty())));
  }
}
