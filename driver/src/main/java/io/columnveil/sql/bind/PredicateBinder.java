package io.columnveil.sql.bind;

import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Select;

/** Binds the predicates that a protected operand can be part of: equality, IN, null tests. */
final class PredicateBinder {

  private static final String WITH_PLAIN = "a comparison with a value that is not encrypted";

  private final Binding binding;
  private final ExpressionBinder expressions;
  private final RowBinder rows;
  private final QuantifiedBinder quantified;

  PredicateBinder(Binding binding, ExpressionBinder expressions) {
    this.binding = binding;
    this.expressions = expressions;
    this.rows = new RowBinder(binding, expressions, this);
    this.quantified = new QuantifiedBinder(binding, expressions, this);
  }

  Value comparison(BinaryExpression comparison, Use.Operator operator, Scope scope) {
    Optional<Span> span = binding.statement.span(comparison);
    Expression left = comparison.getLeftExpression();
    Expression right = comparison.getRightExpression();
    if (rows.isRow(left) || rows.isRow(right)) {
      rows.compare(left, right, operator, scope);
      return Value.PLAIN;
    }
    if (quantified.isOne(right)) {
      Value value = side(left, scope);
      quantified.compare(
          value, right, operator, span.orElseGet(() -> anySpan(value, value)), scope);
      return Value.PLAIN;
    }
    List<Normalization> steps = normalization(List.of(left, right), scope);
    Value one = side(left, steps, scope);
    Value other = side(right, steps, scope);
    compare(one, other, operator, span.orElseGet(() -> anySpan(one, other)), span.isPresent());
    return Value.PLAIN;
  }

  /**
   * What the lookup of the first searchable column among some expressions does to every value that
   * is compared with it; nothing where no expression calls a function that does the same. What is
   * called on the column must be called on all: {@code lower(col) = 'ABC'} holds for no row, though
   * the lookup finds some.
   */
  private List<Normalization> normalization(List<? extends Expression> compared, Scope scope) {
    if (compared.stream().allMatch(e -> Normalizing.of(e, binding).isEmpty())) {
      return List.of();
    }
    for (Expression expression : compared) {
      Optional<Normalizing> call = Normalizing.of(expression, binding);
      Expression inner = call.map(Normalizing::inner).orElse(expression);
      Expression named = inner instanceof CastExpression cast ? cast.getLeftExpression() : inner;
      Optional<Lookup> lookup =
          named instanceof Column column ? lookup(column, scope) : Optional.empty();
      if (lookup.isPresent()) {
        return call.isEmpty() || compared.stream().allMatch(e -> callsLike(call.get(), e))
            ? lookup.get().normalize()
            : List.of();
      }
    }
    return List.of();
  }

  private boolean callsLike(Normalizing call, Expression other) {
    return Normalizing.of(other, binding)
        .filter(o -> o.functions().equals(call.functions()))
        .isPresent();
  }

  private Optional<Lookup> lookup(Column column, Scope scope) {
    return expressions.columns().protectedColumn(column, scope).flatMap(ProtectedColumn::lookup);
  }

  /** One side of a comparison, where calls that only do what the lookup does change nothing. */
  private Value side(Expression expression, List<Normalization> steps, Scope scope) {
    return Normalizing.of(expression, binding)
        .filter(call -> steps.containsAll(call.steps()))
        .map(call -> called(call, scope))
        .orElseGet(() -> side(expression, scope));
  }

  /** What is called, in the place of the call: the lookup column stands for the whole. */
  private Value called(Normalizing call, Scope scope) {
    Value value = side(call.inner(), scope);
    if (value instanceof Value.Stored stored && stored.operand() instanceof Reference reference) {
      return new Value.Stored(reference.at(call.span()));
    }
    return value instanceof Value.Given given
        ? new Value.Given(given.operand().at(call.span()))
        : value;
  }

  /** One side of a comparison: text cast to text is what it was. */
  Value side(Expression expression, Scope scope) {
    if (expression instanceof CastExpression cast
        && isColumn(cast.getLeftExpression())
        && cast.getColDataType() != null
        && OperandCast.isUnlimitedText(cast.getColDataType().toString())) {
      Optional<Span> span = binding.statement.span(cast);
      Value inner = expressions.bind(cast.getLeftExpression(), scope);
      if (span.isPresent()
          && inner instanceof Value.Stored stored
          && stored.operand() instanceof Reference reference
          && isComparedAsText(reference.column())) {
        return new Value.Stored(reference.at(span.get()));
      }
    }
    return expressions.bind(expression, scope);
  }

  /** PostgreSQL shows the definitions of views with parentheses around the column of a cast. */
  private static boolean isColumn(Expression expression) {
    return expression instanceof Column
        || expression instanceof ParenthesedExpressionList<?> list
            && list.size() == 1
            && list.get(0) instanceof Column;
  }

  private static boolean isComparedAsText(ProtectedColumn column) {
    boolean text =
        column.type().name() == TypeName.VARCHAR || column.type().name() == TypeName.TEXT;
    return text
        && (column.lookup().isPresent()
            || column.storage() == Storage.TEXT && column.heldIn().isEmpty());
  }

  Span anySpan(Value left, Value right) {
    if (left instanceof Value.Stored stored) {
      return stored.operand().span();
    }
    return right instanceof Value.Stored stored ? stored.operand().span() : new Span(0, 0);
  }

  void compare(Value l, Value r, Use.Operator operator, Span span) {
    compare(l, r, operator, span, false);
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
    if (rows.isRow(left)) {
      rows.in(left, right, operator, scope);
      return Value.PLAIN;
    }
    List<Normalization> steps =
        right instanceof ParenthesedExpressionList<?> list && !(right instanceof Select)
            ? normalization(Stream.concat(Stream.of(left), list.stream()).toList(), scope)
            : List.of(); // a query calls nothing on the values that it gives
    Value value = side(left, steps, scope);
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
      values.add(side(element, steps, scope));
    }
    compareWithAll(value, values, operator, span, whole.isPresent());
    return Value.PLAIN;
  }

  /** One value against each of several. */
  void compareWithAll(
      Value value, List<Value> list, Use.Operator operator, Span span, boolean whole) {
    if (!(value instanceof Value.Stored stored)) {
      list.forEach(
          element -> compareOneOf(value, element, list, operator, anySpan(element, element)));
      return;
    }
    List<Operand> operands = new ArrayList<>();
    for (Value element : list) {
      if (element instanceof Value.Given given) {
        operands.add(given.operand());
      } else {
        compare(value, element, operator, span);
      }
    }
    if (!operands.isEmpty()) {
      boolean alone = operands.size() == list.size();
      binding.use(new Use.Comparison(stored.operand(), operator, operands, span, whole && alone));
    }
  }

  /**
   * A value that comes with the statement is encoded for one column, so it cannot be compared with
   * something plain as well.
   */
  private void compareOneOf(
      Value value, Value element, List<Value> list, Use.Operator operator, Span span) {
    boolean onlyStored = list.stream().allMatch(e -> e instanceof Value.Stored);
    if (value instanceof Value.Given && !onlyStored) {
      binding.refuseStored(element, "a value that is compared with plain values as well", span);
    } else {
      compare(value, element, operator, span);
    }
  }

  /** {@code CASE value WHEN other ..}: an equality for each WHEN. */
  void compareCase(Value value, List<Value> others) {
    compareWithAll(value, others, Use.Operator.EQUAL, anySpan(value, value), false);
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
