package io.columnveil.sql.bind;

import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.statement.select.Select;

/** Binds the predicates that a protected operand can be part of: equality, IN, null tests. */
final class PredicateBinder {

  private static final String WITH_PLAIN = "a comparison with a value that is not encrypted";

  private final Binding binding;
  private final ExpressionBinder expressions;

  PredicateBinder(Binding binding, ExpressionBinder expressions) {
    this.binding = binding;
    this.expressions = expressions;
  }

  Value comparison(BinaryExpression comparison, Use.Operator operator, Scope scope) {
    Optional<Span> span = binding.statement.span(comparison);
    Expression left = comparison.getLeftExpression();
    Expression right = comparison.getRightExpression();
    if (isRow(left) && isRow(right)) {
      compareRows(row(left), row(right), operator, scope);
      return Value.PLAIN;
    }
    Value l = expressions.bind(left, scope);
    Value r = expressions.bind(right, scope);
    Span whole = span.orElseGet(() -> anySpan(l, r));
    compare(l, r, operator, whole, span.isPresent());
    return Value.PLAIN;
  }

  private static Span anySpan(Value left, Value right) {
    if (left instanceof Value.Stored stored) {
      return stored.operand().span();
    }
    return right instanceof Value.Stored stored ? stored.operand().span() : new Span(0, 0);
  }

  private static boolean isRow(Expression expression) {
    return expression instanceof ParenthesedExpressionList<?> list && list.size() > 1;
  }

  private static List<? extends Expression> row(Expression expression) {
    return (ParenthesedExpressionList<?>) expression;
  }

  private void compareRows(
      List<? extends Expression> left,
      List<? extends Expression> right,
      Use.Operator operator,
      Scope scope) {
    if (left.size() != right.size()) {
      throw binding.notUnderstood(binding.span(left), "a comparison of rows of different lengths");
    }
    for (int i = 0; i < left.size(); i++) {
      Value l = expressions.bind(left.get(i), scope);
      Value r = expressions.bind(right.get(i), scope);
      compare(l, r, operator, anySpan(l, r), false);
    }
  }

  private void compare(Value l, Value r, Use.Operator operator, Span span, boolean whole) {
    if (l instanceof Value.Stored left && r instanceof Value.Stored right) {
      binding.use(new Use.StoredComparison(left.operand(), right.operand(), span));
    } else if (l instanceof Value.Stored stored) {
      compareStored(stored.operand(), r, operator, span, whole);
    } else if (r instanceof Value.Stored stored) {
      compareStored(stored.operand(), l, operator, span, whole);
    }
  }

  private void compareStored(
      StoredOperand stored, Value other, Use.Operator operator, Span span, boolean whole) {
    if (other instanceof Value.Listed listed) {
      ListedReference list = listed.reference().take();
      list.column().need(ListedForm.compared(stored.column()));
      binding.use(new Use.ListedComparison(stored, operator, list, span));
    } else if (other instanceof Value.Given given) {
      binding.use(new Use.Comparison(stored, operator, List.of(given.operand()), span, whole));
    } else {
      binding.use(new Use.Other(stored, WITH_PLAIN, span));
    }
  }

  Value in(InExpression in, Scope scope) {
    Use.Operator operator = in.isNot() ? Use.Operator.NOT_IN : Use.Operator.IN;
    Expression left = in.getLeftExpression();
    Expression right = in.getRightExpression();
    if (isRow(left)) {
      rowIn(row(left), right, operator, scope);
      return Value.PLAIN;
    }
    Value value = expressions.bind(left, scope);
    Optional<Span> whole = binding.statement.span(in);
    Span span = whole.orElseGet(() -> anySpan(value, value));
    if (right instanceof Select || !(right instanceof ParenthesedExpressionList<?>)) {
      Value set = expressions.bind(right, scope);
      if (value instanceof Value.Stored && set instanceof Value.Given) {
        binding.refuseStored(value, "IN with one parameter for the whole list", span);
      } else {
        compare(value, set, operator, span, false);
      }
      return Value.PLAIN;
    }
    List<Value> values = new ArrayList<>();
    for (Expression element : (ParenthesedExpressionList<?>) right) {
      values.add(expressions.bind(element, scope));
    }
    compareWithList(value, values, operator, span, whole.isPresent());
    return Value.PLAIN;
  }

  private void compareWithList(
      Value value, List<Value> list, Use.Operator operator, Span span, boolean whole) {
    if (!(value instanceof Value.Stored stored)) {
      for (Value element : list) {
        compare(value, element, operator, anySpan(element, element), false);
      }
      return;
    }
    List<Operand> operands = new ArrayList<>();
    for (Value element : list) {
      if (element instanceof Value.Given given) {
        operands.add(given.operand());
      } else {
        compare(value, element, operator, span, false);
      }
    }
    if (!operands.isEmpty()) {
      boolean alone = operands.size() == list.size();
      binding.use(new Use.Comparison(stored.operand(), operator, operands, span, whole && alone));
    }
  }

  private void rowIn(
      List<? extends Expression> left, Expression right, Use.Operator operator, Scope scope) {
    List<Value> values = new ArrayList<>();
    left.forEach(element -> values.add(expressions.bind(element, scope)));
    if (!(right instanceof ParenthesedExpressionList<?> list)) {
      Value set = expressions.bind(right, scope);
      for (Value value : values) {
        if (value instanceof Value.Stored stored) {
          binding.use(new Use.Other(stored.operand(), "IN", stored.operand().span()));
        }
      }
      binding.refuseStored(set, "IN", anySpan(set, set));
      return;
    }
    List<List<Value>> columns = new ArrayList<>();
    values.forEach(value -> columns.add(new ArrayList<>()));
    for (Expression element : list) {
      if (!isRow(element) || row(element).size() != values.size()) {
        throw binding.notUnderstood(binding.span(right), "a list of rows of different lengths");
      }
      for (int i = 0; i < values.size(); i++) {
        columns.get(i).add(expressions.bind(row(element).get(i), scope));
      }
    }
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      compareWithList(value, columns.get(i), operator, anySpan(value, value), false);
    }
  }

  Value nullTest(IsNullExpression test, Scope scope) {
    Value value = expressions.bind(test.getLeftExpression(), scope);
    if (value instanceof Value.Listed listed) {
      listed.reference().take(); // NULL is NULL in every form
    }
    if (value instanceof Value.Stored stored) {
      Span span =
          binding.statement.span(test).orElseGet(() -> nullTestSpan(stored.operand().span()));
      binding.use(new Use.NullTest(stored.operand(), span));
    }
    return Value.PLAIN;
  }

  /** The parser gives most null tests no place of their own: the operand and IS [NOT] NULL. */
  private Span nullTestSpan(Span operand) {
    TokenList tokens = binding.tokens();
    int token = operand.last() + 1;
    while (token < tokens.size() && tokens.is(token, ")")) {
      token++;
    }
    if (token < tokens.size() && tokens.isWord(token, "IS")) {
      int last = token + 1;
      if (last < tokens.size() && tokens.isWord(last, "NOT")) {
        last++;
      }
      if (last < tokens.size() && tokens.isWord(last, "NULL")) {
        return new Span(operand.first(), last);
      }
    }
    return operand;
  }
}
