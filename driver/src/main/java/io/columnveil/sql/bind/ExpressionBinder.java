package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.parse.Leaf;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DateTimeLiteralExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.HexValue;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.RowConstructor;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
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
 * Binds expressions. What has a meaning for protected operands has a method here; in everything
 * else a protected operand is a use that cannot be answered.
 */
final class ExpressionBinder {

  private final Binding binding;
  private final QueryBinder queries;
  private final PredicateBinder predicates;
  private final FunctionBinder functions;
  private final ChoiceBinder choices;

  ExpressionBinder(Binding binding, QueryBinder queries) {
    this.binding = binding;
    this.queries = queries;
    this.predicates = new PredicateBinder(binding, this);
    this.functions = new FunctionBinder(binding, this, queries);
    this.choices = new ChoiceBinder(binding, this, predicates);
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
    Optional<Value> leaf = leaf(expression);
    if (leaf.isPresent()) {
      return leaf.get();
    }
    if (expression instanceof Column column) {
      return column(column, scope);
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
      return wholeRow(scope.source(qualifier(binding.span(star), 1)), binding.span(star));
    }
    if (expression instanceof AllColumns star) {
      return everyRow(scope, binding.span(star));
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

  private Optional<Value> leaf(Expression expression) {
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
    Optional<Span> span = spanOf(expression);
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

  /** The protected column that a name means, without taking it as used. */
  Optional<ProtectedColumn> protectedColumn(Column column, Scope scope) {
    List<String> path = path(binding.span(column));
    List<Scope.Found> found =
        scope.find(path.subList(0, path.size() - 1), path.get(path.size() - 1));
    return found.size() == 1 && found.get(0).get().lineage() instanceof Lineage.Stored stored
        ? Optional.of(stored.column())
        : Optional.empty();
  }

  private RuntimeException ambiguous(Span span, String name) {
    return binding.refusal(
        ErrorCode.AMBIGUOUS_COLUMN,
        span,
        "column name '" + name + "' is ambiguous",
        "Write the table or its alias before it");
  }

  /** The lookup column that a name means, which only the definition of a view can name. */
  Optional<LookupItem> lookup(Column column, Scope scope) {
    Span span = binding.span(column);
    List<String> path = path(span);
    List<Scope.Found> found =
        scope.find(path.subList(0, path.size() - 1), path.get(path.size() - 1));
    if (found.size() != 1 || !found.get(0).get().hidden()) {
      return Optional.empty();
    }
    binding.consume(span);
    return Optional.of(LookupItem.of(found.get(0).source(), found.get(0).field()));
  }

  private Value column(Column column, Scope scope) {
    Span span = binding.span(column);
    List<String> path = path(span);
    String name = path.get(path.size() - 1);
    List<String> qualifier = path.subList(0, path.size() - 1);
    List<Scope.Found> found = scope.find(qualifier, name);
    if (found.isEmpty()) {
      return unresolved(span, path, scope);
    }
    binding.consume(span);
    if (found.size() > 1) {
      if (found.stream().anyMatch(f -> !(f.get().lineage() instanceof Lineage.Plain))) {
        throw ambiguous(span, name);
      }
      return Value.PLAIN;
    }
    Scope.Found only = found.get(0);
    if (only.join().filter(MergedJoin::isAmbiguousBare).isPresent()) {
      throw ambiguous(span, name);
    }
    if (only.get().hidden()) {
      throw unknownColumn(span, name);
    }
    requireNotComputed(only.get(), span);
    only.join().ifPresent(join -> mergedName(span, only, join));
    if (only.get().lineage() instanceof Lineage.Stored stored) {
      Reference reference = new Reference(stored.column(), only.source(), only.field(), span);
      if (column.getArrayConstructor() != null) {
        binding.use(new Use.Other(reference, "a subscript", span));
        return Value.PLAIN;
      }
      return new Value.Stored(reference);
    }
    Optional<ListedColumn> list = only.source().listed(only.field());
    if (list.isPresent()) {
      ListedReference reference = ListedReference.of(list.get(), only.source(), only.field(), span);
      return only.join().isPresent() || column.getArrayConstructor() != null
          ? Value.PLAIN
          : new Value.Listed(reference);
    }
    if (only.get().lineage() instanceof Lineage.HandedOn) {
      return new Value.HandedOn(span);
    }
    return only.get().lineage() instanceof Lineage.Unknown ? Value.UNKNOWN : Value.PLAIN;
  }

  /** The database took ciphertext for a value when it computed one. */
  void requireNotComputed(Field field, Span span) {
    if (field.lineage() instanceof Lineage.Computed computed) {
      throw binding.refusal(
          ErrorCode.OPERATION_NOT_POSSIBLE,
          span,
          "column '"
              + field.name()
              + "' is computed by the database from "
              + computed.from().shortName()
              + ", whose values it does not know ("
              + computed.from().rule()
              + ")",
          "Name the other columns, and compute it in the application");
    }
  }

  private void mergedName(Span span, Scope.Found found, MergedJoin join) {
    binding.mergedNames.add(
        new MergedName(span, join, MergedJoin.named(found.source(), found.field())));
  }

  private Value unresolved(Span span, List<String> path, Scope scope) {
    String name = path.get(path.size() - 1);
    Optional<Source> row = scope.source(path);
    if (row.isPresent()) {
      return wholeRow(row, span);
    }
    if (!scope.hasOpaqueSource() && isProtectedName(name)) {
      throw unknownColumn(span, name);
    }
    // PostgreSQL reads t.f as f(t) where t has no column f.
    if (!isProtectedName(name) && !binding.names.catalog().isReachingCode(name)) {
      binding.consume(span);
    }
    return Value.PLAIN;
  }

  private boolean isProtectedName(String name) {
    return binding.relations.stream()
        .anyMatch(
            r ->
                binding.names.isHidden(r, name)
                    || binding.names.protectedColumns(r).stream()
                        .anyMatch(c -> c.id().column().equals(name)));
  }

  private RuntimeException unknownColumn(Span span, String name) {
    return binding.refusal(
        ErrorCode.UNKNOWN_COLUMN,
        span,
        "column \"" + name + "\" does not exist",
        "Check its spelling and the tables in FROM");
  }

  private Value wholeRow(Optional<Source> source, Span span) {
    if (source.isPresent()
        && (source.get().hasProtectedFields() || source.get().hasHiddenFields())) {
      throw binding.refusal(
          ErrorCode.OPERATION_NOT_POSSIBLE,
          span,
          "a whole row of '"
              + source.get().name()
              + "' holds protected columns and cannot be used"
              + " as one value",
          "Name the columns that you need");
    }
    binding.consume(span);
    return Value.PLAIN;
  }

  private Value everyRow(Scope scope, Span span) {
    scope.sources().forEach(source -> wholeRow(Optional.of(source), span));
    return Value.PLAIN;
  }

  /** The names of a dotted path. */
  List<String> path(Span span) {
    List<String> path = new ArrayList<>();
    for (int token = span.first(); token <= span.last(); token += 2) {
      path.add(binding.tokens().name(token));
    }
    return path;
  }

  /** The names before the last {@code without} parts of a dotted path. */
  List<String> qualifier(Span span, int without) {
    List<String> path = path(span);
    return path.subList(0, path.size() - without);
  }

  private Value cast(CastExpression cast, Scope scope) {
    Value value = bind(cast.getLeftExpression(), scope);
    Optional<Span> span = spanOf(cast);
    if (value instanceof Value.Given given && span.isPresent() && cast.getColDataType() != null) {
      Operand operand = given.operand();
      Optional<String> type = Optional.of(Names.upper(cast.getColDataType().toString()));
      if (operand.cast().isEmpty() || operand.cast().equals(type)) {
        return new Value.Given(new Operand(span.get(), operand.value(), operand.kind(), type));
      }
    }
    if (value instanceof Value.Stored stored) {
      binding.refuseStored(value, "a cast", span.orElse(stored.operand().span()));
      return Value.PLAIN;
    }
    return value instanceof Value.Unknown ? value : Value.PLAIN;
  }

  private Value scalar(Select select, Scope scope) {
    List<Value> columns = columns(select, scope);
    if (columns.size() == 1) {
      return columns.get(0);
    }
    if (columns.stream().anyMatch(c -> !(c instanceof Value.Plain))) {
      throw binding.notUnderstood(
          binding.span(select), "a subquery of several columns as one value");
    }
    return Value.PLAIN;
  }

  /** The columns of a subquery that is used as a value or a row. */
  List<Value> columns(Select select, Scope scope) {
    BoundQuery query = queries.bind(select, scope);
    if (!query.isComplete() && query.hasProtectedOutputs()) {
      throw binding.notUnderstood(
          binding.span(select), "a subquery whose columns are not all known");
    }
    List<Value> columns = new ArrayList<>();
    for (int i = 0; i < query.outputs().size(); i++) {
      Output output = query.outputs().get(i);
      Lineage lineage = output.lineage();
      if (output.listed().isPresent() && query.outputs().size() == 1) {
        output.take();
        columns.add(
            new Value.Listed(
                ListedReference.of(output.listed().get().column(), binding.span(select))));
      } else if (lineage instanceof Lineage.Stored stored) {
        columns.add(
            new Value.Stored(new QueryOutput(stored.column(), query, i, binding.span(select))));
      } else if (lineage instanceof Lineage.HandedOn) {
        columns.add(new Value.HandedOn(binding.span(select)));
      } else {
        columns.add(lineage instanceof Lineage.Unknown ? Value.UNKNOWN : Value.PLAIN);
      }
    }
    return columns;
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
    return name.replace("Expression", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toUpperCase(Locale.ROOT);
  }
}
