package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.parse.Leaf;
import io.columnveil.sql.parse.Span;
import java.util.Optional;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.HexValue;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;

/** Binds the values that come with the statement: placeholders, literals and NULL. */
final class GivenBinder {

  private final Binding binding;

  GivenBinder(Binding binding) {
    this.binding = binding;
  }

  /** The value that an expression is by itself; empty if it is none of the statement's. */
  Optional<Value> given(Expression expression) {
    if (expression instanceof JdbcParameter parameter) {
      Leaf leaf = binding.leaf(parameter);
      return given(
          leaf instanceof Leaf.Placeholder ? Operand.Kind.PLACEHOLDER : Operand.Kind.LITERAL,
          leaf.span());
    }
    if (expression instanceof NullValue) {
      return given(Operand.Kind.NULL, binding.span(expression));
    }
    if (expression instanceof SignedExpression signed
        && signed.getSign() == '+'
        && signed.getExpression() instanceof JdbcParameter parameter) {
      return plusSign(binding.leaf(parameter));
    }
    boolean literal =
        expression instanceof LongValue
            || expression instanceof DoubleValue
            || expression instanceof StringValue
            || expression instanceof HexValue
            || expression instanceof BooleanValue
            || expression instanceof DateTimeLiteralExpression
            || expression instanceof SignedExpression signed
                && (signed.getExpression() instanceof LongValue
                    || signed.getExpression() instanceof DoubleValue);
    if (!literal) {
      return Optional.empty();
    }
    Optional<Span> span = binding.statement.span(expression);
    return span.isPresent() && !isOfAnotherType(span.get())
        ? given(Operand.Kind.LITERAL, span.get())
        : Optional.of(Value.PLAIN);
  }

  /** {@code +1} is the number. */
  private Optional<Value> plusSign(Leaf leaf) {
    int sign = leaf.span().first() - 1;
    boolean number =
        leaf instanceof Leaf.Literal literal
            && literal.kind() == Leaf.Kind.NUMBER
            && sign >= 0
            && binding.tokens().is(sign, "+");
    return Optional.of(
        number
            ? new Value.Given(
                Operand.of(Operand.Kind.LITERAL, leaf.span())
                    .at(new Span(sign, leaf.span().last())))
            : Value.PLAIN);
  }

  /** To PostgreSQL {@code B'1'} and {@code X'1'} are bit strings, which no column has. */
  private boolean isOfAnotherType(Span span) {
    return binding.names.catalog().backend() == Backend.POSTGRESQL
        && binding.tokens().kind(span.last()) == TokenKind.BINARY_STRING;
  }

  private static Optional<Value> given(Operand.Kind kind, Span span) {
    return Optional.of(new Value.Given(Operand.of(kind, span)));
  }
}
