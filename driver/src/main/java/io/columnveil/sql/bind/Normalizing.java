package io.columnveil.sql.bind;

import io.columnveil.policy.model.Normalization;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.parse.Span;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.schema.Column;

/**
 * What {@code lower(trim(x))} does to a column or a value. A lookup of normalized values takes it
 * for {@code x}, as a collation that ignores letter case would.
 *
 * @param functions those that are called, by name
 * @param steps what they do
 * @param inner the column or value
 * @param span the outermost call
 */
record Normalizing(Set<String> functions, Set<Normalization> steps, Expression inner, Span span) {

  private static final Map<String, Normalization> STEP_OF =
      Map.of(
          "lower", Normalization.LOWERCASE,
          "upper", Normalization.LOWERCASE,
          "lcase", Normalization.LOWERCASE,
          "ucase", Normalization.LOWERCASE,
          "trim", Normalization.TRIM,
          "btrim", Normalization.TRIM);

  Normalizing {
    functions = Set.copyOf(functions);
    steps = Set.copyOf(steps);
  }

  /** What an expression does, if it is such a call. */
  static Optional<Normalizing> of(Expression expression, Binding binding) {
    Set<String> functions = new HashSet<>();
    Set<Normalization> steps = EnumSet.noneOf(Normalization.class);
    Expression inner = expression;
    while (true) {
      Optional<String> name = name(inner, binding);
      if (name.isEmpty()) {
        break;
      }
      functions.add(name.get());
      steps.add(STEP_OF.get(name.get()));
      inner = argument(inner);
    }
    Optional<Span> span = binding.statement.span(expression);
    return steps.isEmpty() || span.isEmpty() || !isOperand(inner)
        ? Optional.empty()
        : Optional.of(new Normalizing(functions, steps, inner, span.get()));
  }

  private static boolean isOperand(Expression expression) {
    return expression instanceof CastExpression cast
        ? isOperand(cast.getLeftExpression())
        : expression instanceof Column
            || expression instanceof JdbcParameter
            || expression instanceof StringValue;
  }

  private static Optional<String> name(Expression expression, Binding binding) {
    if (expression instanceof TrimFunction trim) {
      return trim.getTrimSpecification() == null && trim.getFromExpression() == null
          ? Optional.of("trim")
          : Optional.empty();
    }
    if (!(expression instanceof Function function)
        || function.getMultipartName() == null
        || function.getMultipartName().size() != 1
        || function.getMultipartName().get(0) == null
        || function.getParameters() == null
        || function.getParameters().size() != 1
        || SyntaxChildren.of(function).stream()
            .anyMatch(
                c -> c != function.getParameters() && !function.getParameters().contains(c))) {
      return Optional.empty();
    }
    boolean word =
        binding
            .statement
            .span(function)
            .map(s -> binding.tokens().kind(s.first()) == TokenKind.WORD)
            .orElse(false);
    String name = function.getMultipartName().get(0).toLowerCase(Locale.ROOT);
    return word
            && STEP_OF.containsKey(name)
            && !binding.names.catalog().isUserFunction(binding.names.fold(name))
        ? Optional.of(name)
        : Optional.empty();
  }

  private static Expression argument(Expression call) {
    return call instanceof TrimFunction trim
        ? trim.getExpression()
        : ((Function) call).getParameters().get(0);
  }
}
