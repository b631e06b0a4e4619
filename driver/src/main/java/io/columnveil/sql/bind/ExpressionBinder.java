package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.RowConstructor;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Binds expressions. What has a meaning for protected operands has a binder or a method here; in
 * everything else a protected operand is a use that cannot be answered.
 */
final class ExpressionBinder {

  private final Binding binding;
  private final QueryBinder queries;
  private final GivenBinder givens;
  private final ColumnBinder columns;
  private final PredicateBinder predicates;
  private final FunctionBinder functions;
  private final ChoiceBinder choices;

  ExpressionBinder(Binding binding, QueryBinder queries) {
    this.binding = binding;
    this.queries = queries;
    this.givens = new GivenBinder(binding);
    this.columns = new ColumnBinder(binding);
    this.predicates = new PredicateBinder(binding, this);
    this.functions = new FunctionBinder(binding, this, queries);
    this.choices = new ChoiceBinder(binding, this, predicates);
  }

  ColumnBinder columns() {
    return columns;
  }

  FunctionBinder functions() {
    return functions;
  }

  /** Whether a call chooses one of its arguments. */
  boolean isChoice(Function function) {
    return choices.isOne(function);
  }

  /** What an expression is, whose value is looked at. */
  Value bind(Expression expression, Scope scope) {
    Value value = selected(expression, scope);
    if (value instanceof Value.HandedOn handed) {
      binding.requireNotHandedOn(Lineage.HANDED_ON, handed.span());
    }
    return value;
  }

  /** What an expression is that is selected as it is. */
  Value selected(Expression expression, Scope scope) {
    Optional<Value> given = givens.given(expression);
    if (given.isPresent()) {
      return given.get();
    }
    if (expression instanceof Column column) {
      return columns.column(column, scope);
    }
    if (expression instanceof CastExpression cast) {
      return cast(cast, scope);
    }
    if (expression instanceof ParenthesedExpressionList<?> list
        && list.size() == 1
        && !(list instanceof RowConstructor<?>)) {
      return bind(list.get(0), scope);
    }
    if (expression instanceof Select select) {
      return scalar(select, scope);
    }
    if (expression instanceof Function function) {
      return choices.isOne(function)
          ? choices.choice(function, scope)
          : functions.function(function, scope);
    }
    if (expression instanceof CaseExpression choice) {
      return choices.choice(choice, scope);
    }
    if (expression instanceof AnalyticExpression analytic) {
      return functions.analytic(analytic, scope);
    }
    if (expression instanceof AllTableColumns star) {
      return columns.wholeRow(star, scope);
    }
    if (expression instanceof AllColumns star) {
      return columns.everyRow(star, scope);
    }
    return predicate(expression, scope);
  }

  private Value predicate(Expression expression, Scope scope) {
    if (expression instanceof EqualsTo equals) {
      return predicates.comparison(equals, Use.Operator.EQUAL, scope);
    }
    if (expression instanceof NotEqualsTo differs) {
      return predicates.comparison(differs, Use.Operator.NOT_EQUAL, scope);
    }
    if (expression instanceof IsDistinctExpression distinct) {
      return predicates.comparison(
          distinct, distinct.isNot() ? Use.Operator.NOT_DISTINCT : Use.Operator.DISTINCT, scope);
    }
    if (expression instanceof InExpression in) {
      return predicates.in(in, scope);
    }
    if (expression instanceof IsNullExpression test) {
      return predicates.nullTest(test, scope);
    }
    if (expression instanceof ExistsExpression exists
        && exists.getRightExpression() instanceof Select select) {
      // What it selects is not looked at.
      queries.bind(select, scope).outputs().forEach(Output::take);
      return Value.PLAIN;
    }
    children(expression, operation(expression), spanOf(expression), scope);
    return Value.PLAIN;
  }

  /** Binds everything below a node; none of it may be a protected operand. */
  void children(Object node, String operation, Optional<Span> span, Scope scope) {
    for (Object child : SyntaxChildren.of(node)) {
      if (child instanceof Expression expression && !isPlainList(child)) {
        Value value = bind(expression, scope);
        if (value instanceof Value.Stored stored) {
          binding.refuseStored(value, operation, span.orElse(stored.operand().span()));
        }
      } else {
        children(child, operation, span, scope);
      }
    }
  }

  static boolean isPlainList(Object child) {
    return child instanceof ExpressionList<?> list
        && !(child instanceof ParenthesedExpressionList<?> && list.size() == 1);
  }

  private Optional<Span> spanOf(Expression expression) {
    return binding.statement.span(expression);
  }

  private Value cast(CastExpression cast, Scope scope) {
    Value value = bind(cast.getLeftExpression(), scope);
    Optional<Span> span = spanOf(cast);
    if (value instanceof Value.Given given && span.isPresent() && cast.getColDataType() != null) {
      Operand operand = given.operand();
      String type = Names.upper(cast.getColDataType().toString());
      if (operand.cast().isEmpty() || operand.cast().get().equals(type)) {
        return new Value.Given(operand.cast(span.get(), type));
      }
    }
    if (value instanceof Value.Stored stored) {
      binding.refuseStored(value, "a cast", span.orElse(stored.operand().span()));
      return Value.PLAIN;
    }
    return value instanceof Value.Unknown ? value : Value.PLAIN;
  }

  private Value scalar(Select select, Scope scope) {
    List<Value> values = columnsOf(select, scope);
    if (values.size() == 1) {
      return values.get(0);
    }
    if (values.stream().anyMatch(c -> !(c instanceof Value.Plain))) {
      throw binding.notUnderstood(
          binding.span(select),
          "a subquery of several columns as one value",
          "Select one column in it, or compare it with a row of as many values");
    }
    return Value.PLAIN;
  }

  /** The columns of a subquery that is used as a value or a row. */
  List<Value> columnsOf(Select select, Scope scope) {
    BoundQuery query = queries.bind(select, scope);
    if (!query.isComplete() && query.hasProtectedOutputs()) {
      throw binding.notUnderstood(
          binding.span(select),
          "a subquery whose columns are not all known",
          "Name its columns instead of '*'");
    }
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < query.outputs().size(); i++) {
      Output output = query.outputs().get(i);
      Lineage lineage = output.lineage();
      if (output.listed().isPresent()) {
        output.take();
        values.add(
            new Value.Listed(
                ListedReference.of(output.listed().get().column(), binding.span(select))));
      } else if (lineage instanceof Lineage.Stored stored) {
        values.add(
            new Value.Stored(new QueryOutput(stored.column(), query, i, binding.span(select))));
      } else if (lineage instanceof Lineage.HandedOn) {
        values.add(new Value.HandedOn(binding.span(select)));
      } else {
        values.add(lineage instanceof Lineage.Unknown ? Value.UNKNOWN : Value.PLAIN);
      }
    }
    return values;
  }

  /** What messages call an operation that cannot be answered. */
  private static String operation(Expression expression) {
    if (expression instanceof LikeExpression like) {
      return like.getLikeKeyWord().name();
    }
    if (expression instanceof BinaryExpression binary) {
      return "'" + binary.getStringExpression().trim() + "'";
    }
    if (expression instanceof CaseExpression || expression instanceof WhenClause) {
      return "CASE";
    }
    String name = expression.getClass().getSimpleName();
    if (name.endsWith("Function")) {
      return "function "
          + name.substring(0, name.length() - "Function".length()).toLowerCase(Locale.ROOT);
    }
    return name.replace("Expression", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toUpperCase(Locale.ROOT);
  }
}
