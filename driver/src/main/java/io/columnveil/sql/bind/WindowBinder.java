package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.sql.parse.Span;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.AnalyticType;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.PartitionByClause;
import net.sf.jsqlparser.expression.WindowDefinition;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.OrderByElement;
import org.jspecify.annotations.Nullable;

/** Binds window functions, aggregates with FILTER, and the windows that have a name. */
final class WindowBinder {

  /** They give a value of another row as it is. */
  private static final Set<String> OF_ANOTHER_ROW =
      Set.of("first_value", "last_value", "nth_value", "lag", "lead");

  private final Binding binding;
  private final ExpressionBinder expressions;

  WindowBinder(Binding binding, ExpressionBinder expressions) {
    this.binding = binding;
    this.expressions = expressions;
  }

  /** An entry of the WINDOW clause. */
  void named(WindowDefinition window, Scope scope) {
    partitions(window.getPartitionExpressionList(), isShown(), scope);
    for (Object child : SyntaxChildren.of(window)) {
      part(child, "a window", Optional.empty(), scope);
    }
  }

  /** A call, whose name was looked at. */
  Value call(AnalyticExpression call, String name, Span span, Scope scope) {
    if (call.getType() == AnalyticType.OVER) {
      return bind(call, name, span, scope);
    }
    Evaluated around = scope.aggregate(isCount(name));
    Value value = bind(call, name, span, scope);
    scope.evaluate(around);
    return value;
  }

  private Value bind(AnalyticExpression call, String name, Span span, Scope scope) {
    partitions(call.getPartitionExpressionList(), false, scope);
    Optional<Expression> argument = argument(call, name);
    Value result = Value.PLAIN;
    if (argument.isPresent()) {
      Value value = expressions.bind(argument.get(), scope);
      if (value instanceof Value.Stored stored) {
        result = ofStored(stored.operand(), call, span, scope);
      } else if (!isCount(name) && value instanceof Value.Unknown) {
        result = Value.UNKNOWN;
      }
    }
    for (Object child : SyntaxChildren.of(call)) {
      if (argument.filter(expression -> expression == child).isEmpty()) {
        part(child, "function " + name, Optional.of(span), scope);
      }
    }
    return binding.names.catalog().isUserFunction(name) ? Value.UNKNOWN : result;
  }

  /** The argument of COUNT, of which only equality and NULL matter, or of what hands a value on. */
  private static Optional<Expression> argument(AnalyticExpression call, String name) {
    Expression argument = call.getExpression();
    if (argument == null || argument instanceof AllColumns || call.isUnique()) {
      return Optional.empty();
    }
    boolean handsOn =
        OF_ANOTHER_ROW.contains(name.toLowerCase(Locale.ROOT))
            && call.getType() == AnalyticType.OVER
            && call.getDefaultValue() == null;
    return isCount(name) || handsOn ? Optional.of(argument) : Optional.empty();
  }

  private static boolean isCount(String name) {
    return name.equalsIgnoreCase("count");
  }

  private Value ofStored(StoredOperand operand, AnalyticExpression call, Span span, Scope scope) {
    if (isCount(call.getName())) {
      binding.use(new Use.Count(operand, call.isDistinct(), span));
      return Value.PLAIN;
    }
    binding.use(new Use.Branch(operand, scope.evaluated(operand)));
    return new Value.Stored(new Chosen(operand.column(), span));
  }

  /** H2 names a select item without alias by the whole window, wherever that is written. */
  private boolean isShown() {
    return binding.names.catalog().backend() == Backend.H2;
  }

  private void partitions(@Nullable ExpressionList<?> partitions, boolean shown, Scope scope) {
    if (partitions == null) {
      return;
    }
    for (Expression partition : partitions) {
      if (expressions.bind(partition, scope) instanceof Value.Stored stored) {
        if (shown && stored.operand().column().lookup().isPresent()) {
          throw binding.notUnderstood(
              stored.operand().span(),
              "PARTITION BY a lookup column elsewhere than behind OVER",
              "Write the window behind OVER: OVER (PARTITION BY ..)");
        }
        binding.use(
            new Use.Grouping(stored.operand(), Use.Clause.PARTITION_BY, stored.operand().span()));
      }
    }
  }

  private void part(Object part, String what, Optional<Span> place, Scope scope) {
    if (part instanceof PartitionByClause) {
      return;
    }
    if (part instanceof AllColumns star && !(star instanceof AllTableColumns)) {
      return;
    }
    if (part instanceof Expression expression && !ExpressionBinder.isPlainList(part)) {
      Value value = expressions.bind(expression, scope);
      if (value instanceof Value.Stored stored) {
        binding.refuseStored(value, what, place.orElse(stored.operand().span()));
      }
      return;
    }
    boolean order = part instanceof OrderByElement;
    for (Object child : SyntaxChildren.of(part)) {
      part(child, order ? "ORDER BY" : what, order ? Optional.empty() : place, scope);
    }
  }
}
