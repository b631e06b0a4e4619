package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.RoutineDefinition;
import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;

/** Binds calls of functions, aggregates and window functions. */
final class FunctionBinder {

  private final Binding binding;
  private final ExpressionBinder expressions;
  private final QueryBinder queries;
  private final WindowBinder windows;

  FunctionBinder(Binding binding, ExpressionBinder expressions, QueryBinder queries) {
    this.queries = queries;
    this.binding = binding;
    this.expressions = expressions;
    this.windows = new WindowBinder(binding, expressions);
  }

  WindowBinder windows() {
    return windows;
  }

  Value function(Function function, Scope scope) {
    Span span = binding.span(function);
    String name = name(function);
    if (binding.names.catalog().isReachingCode(name)) {
      return handedOn(function, name, span, scope);
    }
    check(span, name);
    Evaluated around = scope.aggregate(name.equalsIgnoreCase("count"));
    Value value = call(function, name, span, scope);
    scope.evaluate(around);
    return value;
  }

  private Value call(Function function, String name, Span span, Scope scope) {
    ExpressionList<?> parameters = function.getParameters();
    if (name.equalsIgnoreCase("count") && parameters != null && parameters.size() == 1) {
      if (parameters.get(0) instanceof AllColumns star && !(star instanceof AllTableColumns)) {
        return Value.PLAIN;
      }
      Value counted = expressions.bind(parameters.get(0), scope);
      if (counted instanceof Value.Stored stored) {
        binding.use(new Use.Count(stored.operand(), function.isDistinct(), span));
      }
      bindRestOf(function, parameters.get(0), scope);
      return Value.PLAIN;
    }
    if (isGrouping(function, name)) {
      parameters.forEach(key -> groupingKey(key, scope));
      return Value.PLAIN;
    }
    expressions.children(function, "function " + name, Optional.of(span), scope);
    return binding.names.catalog().isUserFunction(name) ? Value.UNKNOWN : Value.PLAIN;
  }

  /** GROUPING tells which keys a subtotal leaves out, and looks at none of their values. */
  private boolean isGrouping(Function function, String name) {
    return name.equals("grouping")
        && function.getMultipartName().size() == 1
        && function.getParameters() != null
        && SyntaxChildren.of(function).stream()
            .allMatch(
                child ->
                    child == function.getParameters() || function.getParameters().contains(child))
        && binding.names.catalog().backend() == Backend.POSTGRESQL
        && binding.tokens().kind(binding.span(function).first()) == TokenKind.WORD;
  }

  private void groupingKey(Expression key, Scope scope) {
    if (expressions.bind(key, scope) instanceof Value.Stored stored) {
      binding.use(new Use.Grouping(stored.operand(), Use.Clause.GROUP_BY, binding.span(key)));
    }
  }

  /** A call of a function that reaches protected tables, for its only value. */
  private Value handedOn(Function function, String name, Span span, Scope scope) {
    RoutineDefinition routine = reaching(function, name, span, scope);
    List<RoutineDefinition.Output> outputs = routine.outputs();
    boolean single = routine.rowOf().isEmpty() && outputs.size() <= 1;
    String type = outputs.size() == 1 ? outputs.get(0).typeName() : routine.returns();
    if (!single || !HandedOnType.isWhole(type)) {
      throw binding.refusal(
          ErrorCode.OPERATION_NOT_POSSIBLE,
          span,
          "function '" + name + "' gives several values of protected tables as one",
          "Write SELECT * FROM " + name + "(...)");
    }
    return HandedOnType.mayBeEnvelope(type) ? new Value.HandedOn(span) : Value.PLAIN;
  }

  /** A function that reaches protected tables, looked into; its arguments are bound. */
  RoutineDefinition reaching(Function function, String name, Span span, Scope scope) {
    RoutineDefinition routine = queries.routines().handsOn(name, binding, span);
    int parts = function.getMultipartName().size();
    binding.consume(new Span(span.first(), span.first() + 2 * (parts - 1)));
    expressions.children(function, "function " + name, Optional.of(span), scope);
    return routine;
  }

  /** FILTER, ORDER BY and the like behind COUNT's argument, which is bound already. */
  private void bindRestOf(Function function, Expression bound, Scope scope) {
    for (Object child : SyntaxChildren.of(function)) {
      if (child != bound && !(child instanceof ExpressionList<?> list && list.contains(bound))) {
        if (child instanceof Expression expression) {
          binding.refuseStored(
              expressions.bind(expression, scope), "function count", binding.span(function));
        } else {
          expressions.children(child, "function count", Optional.of(binding.span(function)), scope);
        }
      }
    }
  }

  /** Code that reaches protected tables by itself cannot be followed. */
  void check(Span span, String name) {
    binding.requireKnownCode(name, span);
    binding.consume(new Span(span.first(), span.first()));
  }

  String name(Function function) {
    // XMLTABLE and its like are functions without a name to the parser.
    List<String> parts = function.getMultipartName();
    if (parts == null || parts.isEmpty() || parts.get(parts.size() - 1) == null) {
      throw binding.notUnderstood(
          binding.statement.span(function).orElse(new Span(0, 0)),
          "a function of this form",
          "Call it in a statement without protected tables, or do this in the application");
    }
    return binding.names.fold(parts.get(parts.size() - 1));
  }

  Value analytic(AnalyticExpression analytic, Scope scope) {
    Span span = binding.span(analytic);
    String name = binding.names.fold(analytic.getName());
    check(span, name);
    return windows.call(analytic, name, span, scope);
  }
}
