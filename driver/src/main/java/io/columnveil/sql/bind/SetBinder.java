package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.UpdateSet;

/** Binds the entries of SET clauses, of UPDATE, ON CONFLICT DO UPDATE and MERGE. */
final class SetBinder {

  private final Binding binding;
  private final QueryBinder queries;
  private final ChangeBinder changes;

  SetBinder(Binding binding, QueryBinder queries, ChangeBinder changes) {
    this.binding = binding;
    this.queries = queries;
    this.changes = changes;
  }

  /** The parser takes any expression for a column here, against its own types. */
  private List<Column> columns(UpdateSet set) {
    List<Column> columns = new ArrayList<>();
    ExpressionList<? extends Expression> entries = set.getColumns();
    for (Expression entry : entries) {
      if (!(entry instanceof Column column)) {
        throw binding.notUnderstood(
            binding.span(entry), "an expression as the target of SET", "Name a column before '='");
      }
      columns.add(column);
    }
    return columns;
  }

  /** One entry: a column and its value, or several of both. */
  void set(UpdateSet set, Target target, Scope scope) {
    List<Column> columns = columns(set);
    ExpressionList<?> values = set.getValues();
    List<Optional<ProtectedColumn>> targets = new ArrayList<>();
    for (Column column : columns) {
      targets.add(changes.targetColumn(column, target));
    }
    boolean companion =
        targets.stream().anyMatch(t -> t.filter(ProtectedColumn::hasCompanions).isPresent());
    boolean fromQuery = values.size() == 1 && values.get(0) instanceof Select;
    if (columns.size() != values.size() || companion && fromQuery) {
      oneForAll(columns, targets, values, target, scope);
      return;
    }
    int end = endOf(values, binding.span(columns.get(columns.size() - 1)).last());
    for (int i = 0; i < columns.size(); i++) {
      assign(target, targets.get(i), binding.span(columns.get(i)), values.get(i), scope, end);
    }
  }

  /** {@code (a, b) = (SELECT ..)}. */
  private void oneForAll(
      List<Column> columns,
      List<Optional<ProtectedColumn>> targets,
      ExpressionList<?> values,
      Target target,
      Scope scope) {
    boolean plain = targets.stream().allMatch(Optional::isEmpty);
    if (values.size() != 1 || !(values.get(0) instanceof Select select)) {
      if (!plain) {
        throw binding.notUnderstood(
            binding.span(columns.get(0)),
            "SET of several columns from one value",
            "Write a value for each of them: SET a = ?, b = ?");
      }
      values.forEach(value -> changes.values().assigned(Optional.empty(), value, scope, true));
      return;
    }
    BoundQuery query = queries.bind(select, scope);
    Span span = binding.span(select);
    if (!plain && query.outputs().size() != columns.size()) {
      throw binding.notUnderstood(
          span,
          "SET from a query whose columns are not those of the list",
          "Select as many columns as stand before '='");
    }
    if (targets.stream().flatMap(Optional::stream).anyMatch(c -> c.storedIn().isPresent())) {
      throw binding.notUnderstood(
          span,
          "SET of several columns, one of which is stored in another",
          "Set each column from a query of its own");
    }
    List<Span> spans = columns.stream().map(binding::span).toList();
    List<String> names = spans.stream().map(s -> binding.tokens().name(s.last())).toList();
    int listEnd = spans.get(spans.size() - 1).last();
    boolean parenthesed = binding.tokens().is(listEnd + 1, ")");
    binding.written.add(
        new WrittenRows(
            target,
            parenthesed ? WrittenRows.ColumnList.WRITTEN : WrittenRows.ColumnList.SINGLE,
            listEnd,
            names,
            targets,
            spans,
            new SelectedRows(binding, changes.values()).of(query, targets, span, true)));
  }

  private void assign(
      Target of,
      Optional<ProtectedColumn> target,
      Span targetSpan,
      Expression expression,
      Scope scope,
      int end) {
    changes
        .values()
        .assigned(target, expression, scope, true)
        .ifPresent(
            value ->
                binding.assignments.add(
                    new Assignment(of, target.orElseThrow(), targetSpan, value, end)));
  }

  /** The last token of an entry, whose values stand in parentheses where its columns do. */
  private int endOf(ExpressionList<?> values, int lastColumn) {
    TokenList tokens = binding.tokens();
    if (tokens.is(lastColumn + 1, ")")) {
      int value = lastColumn + 3;
      int open = tokens.isWord(value, "ROW") ? value + 1 : value;
      int close = tokens.is(open, "(") ? tokens.matching(open) : -1;
      if (close < 0) {
        throw binding.notUnderstood(new Span(value, value), "the values of this SET clause");
      }
      return close;
    }
    Expression last = values.get(values.size() - 1);
    return spanOf(last)
        .or(() -> binding.statement.span(values))
        .orElseThrow(() -> binding.notUnderstood(new Span(0, 0), "a SET clause"))
        .last();
  }

  private Optional<Span> spanOf(Expression expression) {
    return expression instanceof JdbcParameter parameter
        ? Optional.of(binding.leaf(parameter).span())
        : binding.statement.span(expression);
  }
}
