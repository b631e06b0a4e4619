package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * Binds values that are stored in columns. One that the database chooses among several, by CASE or
 * COALESCE, can be encrypted if each of them can.
 */
final class ValueBinder {

  private final Binding binding;
  private final ExpressionBinder expressions;

  ValueBinder(Binding binding, ExpressionBinder expressions) {
    this.binding = binding;
    this.expressions = expressions;
  }

  /**
   * What is assigned to a column; empty where the column is plain or the value is refused.
   *
   * @param update whether a row that exists is changed
   */
  Optional<Assignment.AssignedValue> assigned(
      Optional<ProtectedColumn> target, Expression expression, Scope scope, boolean update) {
    if (isDefault(expression)) {
      Span span = binding.span(expression);
      if (target.isPresent() && fillsIn(target.get())) {
        binding.use(new Use.WrittenFromComputation(target.get(), span));
        return Optional.empty();
      }
      return assigned(
          target, new Value.Given(Operand.of(Operand.Kind.DEFAULT, span)), span, update);
    }
    if (target.isPresent() && isChoice(expression)) {
      return chosen(target.get(), expression, scope, update);
    }
    Value value = expressions.bind(expression, scope);
    Span span =
        value instanceof Value.Given given
            ? given.operand().span()
            : binding.statement.span(expression).orElse(new Span(0, 0));
    return assigned(target, value, span, update);
  }

  private Optional<Assignment.AssignedValue> assigned(
      Optional<ProtectedColumn> target, Value value, Span span, boolean update) {
    if (target.isEmpty()) {
      binding.refuseStored(value, "storing it in a column that is not encrypted", span);
      return Optional.empty();
    }
    ProtectedColumn column = target.get();
    if (value instanceof Value.Given given) {
      return Optional.of(given(column, given.operand(), update));
    }
    if (value instanceof Value.Stored stored) {
      return Optional.of(stored(column, stored.operand(), update));
    }
    if (value instanceof Value.Listed listed) {
      return Optional.of(listed(column, listed.reference(), update));
    }
    binding.use(new Use.WrittenFromComputation(column, span));
    return Optional.empty();
  }

  private Assignment.AssignedValue listed(
      ProtectedColumn column, ListedReference list, boolean update) {
    list.take().column().need(ListedForm.stored(column));
    binding.use(new Use.ListedWritten(column, list, update));
    return new Assignment.AssignedValue.Listed(list);
  }

  private Assignment.AssignedValue given(ProtectedColumn column, Operand operand, boolean update) {
    binding.use(new Use.Written(column, operand, update));
    return new Assignment.AssignedValue.Given(operand);
  }

  private Assignment.AssignedValue stored(
      ProtectedColumn column, StoredOperand operand, boolean update) {
    if (operand instanceof QueryOutput query
        && column.hasCompanions()
        && !Repeatable.is(binding, query.span())) {
      throw binding.notUnderstood(
          query.span(),
          "a subquery that might not give the same row for the lookup column",
          "Let it choose its row by a key, without LIMIT, or read the value first and write it as a"
              + " parameter");
    }
    binding.use(new Use.Copied(column, operand, update));
    return new Assignment.AssignedValue.FromStored(operand);
  }

  /** What a query's column is, as a value to store. */
  Optional<Assignment.AssignedValue> selected(
      Output output, Optional<ProtectedColumn> target, Span span, boolean update) {
    binding.requireNotHandedOn(output.lineage(), span);
    if (target.isEmpty()) {
      output
          .operand()
          .ifPresent(
              o ->
                  binding.use(
                      new Use.Other(o, "storing it in a column that is not encrypted", o.span())));
      return Optional.empty();
    }
    if (output.given().isPresent()) {
      return Optional.of(given(target.get(), output.given().get(), update));
    }
    if (output.operand().isPresent()) {
      return Optional.of(stored(target.get(), output.operand().get(), update));
    }
    Optional<ListedReference> list = output.listed().flatMap(Output.Listed::reference);
    if (list.isPresent()) {
      return Optional.of(listed(target.get(), list.get(), update));
    }
    binding.use(new Use.WrittenFromComputation(target.get(), span));
    return Optional.empty();
  }

  private boolean isChoice(Expression expression) {
    return expression instanceof CaseExpression
        || expression instanceof Function function
            && expressions.functions().name(function).equalsIgnoreCase("coalesce")
            && function.getParameters() != null;
  }

  private Optional<Assignment.AssignedValue> chosen(
      ProtectedColumn column, Expression expression, Scope scope, boolean update) {
    Span span = binding.span(expression);
    List<Expression> branches = new ArrayList<>();
    if (expression instanceof CaseExpression choice) {
      condition(choice.getSwitchExpression(), scope);
      for (WhenClause when : choice.getWhenClauses()) {
        condition(when.getWhenExpression(), scope);
        branches.add(when.getThenExpression());
      }
      if (choice.getElseExpression() != null) {
        branches.add(choice.getElseExpression());
      }
    } else {
      expressions.functions().check(span, "coalesce");
      branches.addAll(((Function) expression).getParameters());
      new Handled()
          .add(((Function) expression).getParameters())
          .requireAll(binding, expression, "COALESCE");
    }
    List<Assignment.AssignedValue> values = new ArrayList<>();
    for (Expression branch : branches) {
      Optional<Assignment.AssignedValue> value =
          assigned(Optional.of(column), branch, scope, update);
      value.ifPresent(values::add);
    }
    if (column.hasCompanions() && !Repeatable.is(binding, span)) {
      binding.use(new Use.WrittenFromComputation(column, span));
      return Optional.empty();
    }
    return values.size() == branches.size()
        ? Optional.of(new Assignment.AssignedValue.OneOf(values, span))
        : Optional.empty();
  }

  private void condition(@Nullable Expression condition, Scope scope) {
    if (condition != null) {
      Value value = expressions.bind(condition, scope);
      if (value instanceof Value.Stored stored) {
        binding.refuseStored(value, "CASE", stored.operand().span());
      }
    }
  }

  /** Whether the target of the statement has a default of its own for a column, in plaintext. */
  boolean fillsIn(ProtectedColumn column) {
    return binding.target.filter(target -> target.fillsIn(column)).isPresent();
  }

  private boolean isDefault(Expression expression) {
    return expression instanceof Column
        && binding
            .statement
            .span(expression)
            .map(s -> s.first() == s.last() && binding.tokens().isWord(s.first(), "DEFAULT"))
            .orElse(false);
  }
}
