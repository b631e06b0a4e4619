package io.columnveil.sql.bind;

import io.columnveil.sql.lex.TokenKind;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Binds comparisons of row values. Two rows are compared place by place, so each place is a
 * comparison of its own; a query gives a row of its columns.
 */
final class RowBinder {

  private final Binding binding;
  private final ExpressionBinder expressions;
  private final PredicateBinder predicates;

  RowBinder(Binding binding, ExpressionBinder expressions, PredicateBinder predicates) {
    this.binding = binding;
    this.expressions = expressions;
    this.predicates = predicates;
  }

  /** Whether an expression is a row of several places: {@code (a, b)} or {@code ROW (a, b)}. */
  boolean isRow(Expression expression) {
    return expression instanceof ParenthesedExpressionList<?> list && list.size() > 1
        || expression instanceof Function function && isRowOfSeveral(function);
  }

  private boolean isRowOfSeveral(Function function) {
    List<String> name = function.getMultipartName();
    return name != null
        && name.size() == 1
        && "row".equalsIgnoreCase(name.get(0))
        && function.getParameters() != null
        && function.getParameters().size() > 1
        && binding
            .statement
            .span(function)
            .map(span -> binding.tokens().kind(span.first()) == TokenKind.WORD)
            .orElse(false);
  }

  /** A comparison of which at least one side is a row. */
  void compare(Expression left, Expression right, Use.Operator operator, Scope scope) {
    List<Value> l = places(left, scope);
    List<Value> r = places(right, scope);
    for (int i = 0; areComparable(l, r, right) && i < l.size(); i++) {
      predicates.compare(l.get(i), r.get(i), operator, predicates.anySpan(l.get(i), r.get(i)));
    }
  }

  /** {@code row IN (..)}. */
  void in(Expression left, Expression right, Use.Operator operator, Scope scope) {
    List<Value> values = places(left, scope);
    if (!(right instanceof ParenthesedExpressionList<?> list)) {
      List<Value> rows = places(right, scope);
      for (int i = 0; areComparable(values, rows, right) && i < values.size(); i++) {
        Value value = values.get(i);
        predicates.compare(value, rows.get(i), operator, predicates.anySpan(value, rows.get(i)));
      }
      return;
    }
    List<List<Value>> columns = new ArrayList<>();
    values.forEach(value -> columns.add(new ArrayList<>()));
    for (Expression element : list) {
      List<Value> row = places(element, scope);
      for (int i = 0; areComparable(values, row, right) && i < values.size(); i++) {
        columns.get(i).add(row.get(i));
      }
    }
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      predicates.compareWithAll(
          value, columns.get(i), operator, predicates.anySpan(value, value), false);
    }
  }

  /** False if the database itself has to say that the rows do not fit. */
  private boolean areComparable(List<Value> left, List<Value> right, Expression place) {
    for (List<Value> side : List.of(left, right)) {
      for (Value value : side) {
        if (left.size() != right.size() && value instanceof Value.Stored stored) {
          throw binding.notUnderstood(
              binding.statement.span(place).orElse(stored.operand().span()),
              "a comparison of rows of different lengths",
              "Let both rows have as many values");
        }
      }
    }
    return left.size() == right.size();
  }

  /** What stands at the places of a row; one place for all that is no row. */
  private List<Value> places(Expression row, Scope scope) {
    if (row instanceof AnyComparisonExpression quantified) {
      return expressions.columnsOf(quantified.getSelect(), scope);
    }
    if (row instanceof Select select) {
      return expressions.columnsOf(select, scope);
    }
    if (!isRow(row)) {
      return List.of(expressions.bind(row, scope));
    }
    List<? extends Expression> elements =
        row instanceof Function function
            ? function.getParameters()
            : (ParenthesedExpressionList<?>) row;
    if (row instanceof Function function) {
      binding.consume(binding.firstToken(function));
    }
    List<Value> places = new ArrayList<>();
    elements.forEach(element -> places.add(predicates.side(element, scope)));
    return places;
  }
}
