package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;

/** Binds the clauses that put rows together or in order: GROUP BY, DISTINCT, ORDER BY. */
final class GroupingBinder {

  private final Binding binding;
  private final ExpressionBinder expressions;

  GroupingBinder(Binding binding, ExpressionBinder expressions) {
    this.binding = binding;
    this.expressions = expressions;
  }

  void groupBy(@Nullable GroupByElement groupBy, BoundQuery query, Scope scope) {
    if (groupBy == null) {
      return;
    }
    ExpressionList<?> plain = groupBy.getGroupByExpressionList();
    groupBy(plain, keptApart(groupBy, scope), query, scope);
    if (groupBy.isMysqlWithRollup()) {
      query.grouped().asSets();
    }
    if (groupBy.getGroupingSets() != null && !groupBy.getGroupingSets().isEmpty()) {
      query.grouped().asSets();
      for (ExpressionList<Expression> set : groupBy.getGroupingSets()) {
        groupBy(set, WholeKeys.NONE, query, scope);
      }
    }
  }

  /** The rows that every group has only one of; with grouping sets some groups lack the key. */
  private WholeKeys keptApart(GroupByElement groupBy, Scope scope) {
    ExpressionList<?> keys = groupBy.getGroupByExpressionList();
    boolean inSets =
        groupBy.isMysqlWithRollup()
            || groupBy.getGroupingSets() != null && !groupBy.getGroupingSets().isEmpty()
            || keys == null
            || keys.stream().anyMatch(key -> key instanceof Function f && isSubtotals(f));
    return inSets ? WholeKeys.NONE : WholeKeys.among(keys, binding, scope);
  }

  private void groupBy(
      @Nullable ExpressionList<?> keys, WholeKeys keptApart, BoundQuery query, Scope scope) {
    if (keys == null) {
      return;
    }
    for (Expression key : keys) {
      if (key instanceof ParenthesedExpressionList<?> list && list.size() != 1) {
        groupBy(list, keptApart, query, scope);
      } else if (key instanceof Function function && isSubtotals(function)) {
        query.grouped().asSets();
        binding.consume(binding.firstToken(function));
        groupBy(function.getParameters(), WholeKeys.NONE, query, scope);
      } else {
        groupingOperand(key, query, scope)
            .filter(o -> !(keptApart.has(o) && canBeNamedBesideKey(o)))
            .ifPresent(
                o -> {
                  binding.use(new Use.Grouping(o, Use.Clause.GROUP_BY, binding.span(key)));
                  query.grouped().groupBy(o);
                });
      }
    }
  }

  /** H2 lets nobody name a lookup column in a query that is grouped by others, even by the key. */
  private boolean canBeNamedBesideKey(StoredOperand operand) {
    return operand.column().lookup().isEmpty()
        || binding.names.catalog().backend() == Backend.POSTGRESQL;
  }

  /** ROLLUP and CUBE, which are functions to the parser. */
  private boolean isSubtotals(Function function) {
    List<String> name = function.getMultipartName();
    return name != null
        && name.size() == 1
        && ("rollup".equalsIgnoreCase(name.get(0)) || "cube".equalsIgnoreCase(name.get(0)))
        && binding.tokens().kind(binding.span(function).first()) == TokenKind.WORD
        && binding.names.catalog().backend() == Backend.POSTGRESQL;
  }

  private Optional<StoredOperand> groupingOperand(Expression key, BoundQuery query, Scope scope) {
    if (key instanceof LongValue position) {
      return positioned(position, query);
    }
    if (key instanceof Column column && !resolves(column, scope)) {
      Optional<Output> named = named(column, query);
      if (named.isPresent()) {
        return named.get().operand();
      }
    }
    return expressions.bind(key, scope) instanceof Value.Stored stored
        ? Optional.of(stored.operand())
        : Optional.empty();
  }

  private boolean resolves(Column column, Scope scope) {
    return !scope.find(binding.path(binding.span(column))).isEmpty();
  }

  private Optional<StoredOperand> positioned(LongValue position, BoundQuery query) {
    long index = position.getValue() - 1;
    if (index < 0 || index >= query.outputs().size()) {
      return Optional.empty();
    }
    Output output = query.outputs().get((int) index);
    binding.requireNotHandedOn(
        output.lineage(), binding.statement.span(position).orElse(new Span(0, 0)));
    return output.operand();
  }

  /** The output that a bare name means, for ORDER BY and GROUP BY. */
  private Optional<Output> named(Column column, BoundQuery query) {
    Span span = binding.span(column);
    if (span.first() != span.last()) {
      return Optional.empty();
    }
    String name = binding.tokens().name(span.first());
    Optional<Output> found =
        query.outputs().stream().filter(o -> o.name().equals(name)).findFirst();
    found.ifPresent(
        o -> {
          binding.consume(span);
          binding.requireNotHandedOn(o.lineage(), span);
        });
    return found;
  }

  void distinct(PlainSelect select, BoundQuery query, Scope scope) {
    if (select.getDistinct() == null) {
      return;
    }
    if (select.getDistinct().getOnSelectItems() != null) {
      for (SelectItem<?> item : select.getDistinct().getOnSelectItems()) {
        Optional<StoredOperand> operand = groupingOperand(item.getExpression(), query, scope);
        Span place = binding.span(item.getExpression());
        operand.ifPresent(o -> binding.use(new Use.Grouping(o, Use.Clause.DISTINCT_ON, place)));
      }
      return;
    }
    // Rows of subtotals have NULL for the key, and are not kept apart by it.
    WholeKeys keptApart =
        query.grouped().areInSets()
            ? WholeKeys.NONE
            : WholeKeys.among(
                select.getSelectItems().stream().map(SelectItem::getExpression).toList(),
                binding,
                scope);
    boolean byLookup = false;
    for (Output output : query.outputs()) {
      binding.requireNotHandedOn(output.lineage(), binding.span(select.getSelectItems().get(0)));
      Optional<StoredOperand> compared = output.operand().filter(o -> !keptApart.has(o));
      compared.ifPresent(o -> binding.use(new Use.Grouping(o, Use.Clause.DISTINCT, o.span())));
      byLookup |= compared.filter(o -> o.column().lookup().isPresent()).isPresent();
    }
    if (byLookup) {
      binding.distinctRows.add(distinctRows(select, query));
    }
  }

  /** DISTINCT written as DISTINCT ON, for which H2 needs every item once more. */
  private DistinctRows distinctRows(PlainSelect select, BoundQuery query) {
    Span place = binding.span(select.getSelectItems().get(0));
    int keyword = place.first() - 1;
    boolean repeatable =
        binding.names.catalog().backend() != Backend.H2
            || query.outputs().stream()
                .allMatch(
                    o ->
                        o.operand().filter(s -> s.column().lookup().isPresent()).isPresent()
                            || o.item().filter(i -> Repeatable.is(binding, i)).isPresent());
    if (keyword < 0 || !binding.tokens().isWord(keyword, "DISTINCT")) {
      throw binding.notUnderstood(place, "this form of DISTINCT");
    }
    if (!query.isComplete() || !repeatable) {
      throw binding.notUnderstood(
          place,
          "DISTINCT over a lookup column beside '*' or an expression that may change",
          "Name the columns instead of '*', and leave out what is not the same each time");
    }
    return new DistinctRows(keyword, query);
  }

  void orderBy(@Nullable List<OrderByElement> elements, BoundQuery query, Scope scope) {
    if (elements == null) {
      return;
    }
    query.order();
    Span clause = binding.statement.span(elements.get(0)).orElse(new Span(0, 0));
    query
        .outputs()
        .forEach(output -> output.listed().ifPresent(list -> list.column().needOpenly(clause)));
    for (OrderByElement element : elements) {
      Expression key = element.getExpression();
      Optional<StoredOperand> operand;
      if (key instanceof LongValue position) {
        operand = positioned(position, query);
      } else {
        Optional<Output> named =
            key instanceof Column column ? named(column, query) : Optional.empty();
        operand =
            named.isPresent()
                ? named.get().operand()
                : expressions.bind(key, scope) instanceof Value.Stored stored
                    ? Optional.of(stored.operand())
                    : Optional.empty();
      }
      Span place = binding.statement.span(key).orElse(new Span(0, 0));
      operand.ifPresent(o -> binding.use(new Use.Other(o, "ORDER BY", place)));
    }
  }
}
