package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;

/**
 * Binds {@code = ANY (..)}, {@code <> ALL (..)} and their like: over a query, over an array that is
 * written out, or over an array that the application sets, whose elements are encoded one by one.
 */
final class QuantifiedBinder {

  private static final Set<String> QUANTIFIERS = Set.of("any", "some", "all");

  private final Binding binding;
  private final ExpressionBinder expressions;
  private final PredicateBinder predicates;

  QuantifiedBinder(Binding binding, ExpressionBinder expressions, PredicateBinder predicates) {
    this.binding = binding;
    this.expressions = expressions;
    this.predicates = predicates;
  }

  /** Whether the right side of a comparison is quantified; the parser calls some a function. */
  boolean isOne(Expression right) {
    return right instanceof AnyComparisonExpression
        || right instanceof Function function && isQuantifier(function);
  }

  private boolean isQuantifier(Function function) {
    List<String> name = function.getMultipartName();
    return name != null
        && name.size() == 1
        && name.get(0) != null
        && QUANTIFIERS.contains(name.get(0).toLowerCase(java.util.Locale.ROOT))
        && function.getParameters() != null
        && function.getParameters().size() == 1
        && binding
            .statement
            .span(function)
            .map(span -> binding.tokens().kind(span.first()) == TokenKind.WORD)
            .orElse(false);
  }

  /** A value compared with what the right side gives. */
  void compare(Value left, Expression right, Use.Operator operator, Span span, Scope scope) {
    if (right instanceof AnyComparisonExpression quantified) {
      List<Value> columns = expressions.columnsOf(quantified.getSelect(), scope);
      if (columns.size() == 1) {
        predicates.compare(left, columns.get(0), operator, span);
      } else {
        binding.refuseStored(left, "a comparison with several columns", span);
        columns.forEach(c -> binding.refuseStored(c, "a comparison with several columns", span));
      }
      return;
    }
    Function function = (Function) right;
    binding.consume(binding.firstToken(function));
    new Handled().add(function.getParameters()).requireAll(binding, function, "ANY or ALL");
    Expression array = function.getParameters().get(0);
    if (array instanceof ArrayConstructor written) {
      elements(left, written, operator, span, scope);
    } else {
      wholeArray(left, expressions.bind(array, scope), operator, span);
    }
  }

  private void elements(
      Value left, ArrayConstructor array, Use.Operator operator, Span span, Scope scope) {
    List<Value> elements = new ArrayList<>();
    for (Expression element : array.getExpressions()) {
      Value value = expressions.bind(element, scope);
      elements.add(
          value instanceof Value.Given given
              ? new Value.Given(given.operand().asElement())
              : value);
    }
    if (array.getDataType() != null) {
      binding.refuseStored(left, "an array with a type of its own", span);
      return;
    }
    if (left instanceof Value.Stored stored && isTextArray(elements, stored)) {
      binding.refuseStored(left, "a comparison with an array of strings without a type", span);
      return;
    }
    if (left instanceof Value.Stored && hasTypeOfOthers(elements)) {
      binding.refuseStored(left, "a comparison with an array of parameters without a cast", span);
      return;
    }
    predicates.compareWithAll(left, elements, operator, span, false);
  }

  /** H2 gives a parameter the type of the other elements, and cuts its value to their length. */
  private boolean hasTypeOfOthers(List<Value> elements) {
    return binding.names.catalog().backend() == Backend.H2
        && elements.stream()
            .anyMatch(
                e ->
                    e instanceof Value.Given given
                        && given.operand().cast().isEmpty()
                        && given.operand().kind() == Operand.Kind.PLACEHOLDER);
  }

  /**
   * PostgreSQL makes an array of text of strings, which it compares with no other type, unless one
   * of the elements tells another type.
   */
  private boolean isTextArray(List<Value> elements, Value.Stored stored) {
    return binding.names.catalog().backend() == Backend.POSTGRESQL
        && !stored.operand().column().type().isText()
        && elements.stream().anyMatch(this::isString)
        && elements.stream().noneMatch(this::tellsItsType);
  }

  private boolean isString(Value element) {
    return element instanceof Value.Given given
        && given.operand().kind() == Operand.Kind.LITERAL
        && !tellsItsType(element);
  }

  /** A cast, a number, or a string with the name of a type before it. */
  private boolean tellsItsType(Value element) {
    return element instanceof Value.Given given
        && (given.operand().cast().isPresent()
            || given.operand().kind() == Operand.Kind.LITERAL
                && binding.tokens().kind(given.operand().value().first()) != TokenKind.STRING);
  }

  private void wholeArray(Value left, Value array, Use.Operator operator, Span span) {
    binding.refuseStored(array, "ANY or ALL", span);
    if (!(left instanceof Value.Stored stored)) {
      return;
    }
    if (array instanceof Value.Given given && given.operand().kind() == Operand.Kind.PLACEHOLDER) {
      Operand elements = given.operand().asArray();
      binding.use(new Use.Comparison(stored.operand(), operator, List.of(elements), span, false));
    } else {
      binding.refuseStored(
          left, "a comparison with an array that is computed or one literal", span);
    }
  }
}
