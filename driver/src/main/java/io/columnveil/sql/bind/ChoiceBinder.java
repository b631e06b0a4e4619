package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.WhenClause;

/**
 * Binds what chooses among values: CASE, COALESCE and NULLIF. If all of them are stored values of
 * one domain, NULL, or values of the statement that can be encrypted like them, so is the result.
 */
final class ChoiceBinder {

  private static final Set<String> FIRST_NOT_NULL = Set.of("coalesce", "ifnull", "nvl");

  private final Binding binding;
  private final ExpressionBinder expressions;
  private final PredicateBinder predicates;

  ChoiceBinder(Binding binding, ExpressionBinder expressions, PredicateBinder predicates) {
    this.binding = binding;
    this.expressions = expressions;
    this.predicates = predicates;
  }

  /** Whether a call chooses one of its arguments. */
  boolean isOne(Function function) {
    List<String> name = function.getMultipartName();
    if (name == null
        || name.size() != 1
        || name.get(0) == null
        || function.getParameters() == null
        || binding.tokens().kind(binding.span(function).first()) != TokenKind.WORD) {
      return false;
    }
    String word = name.get(0).toLowerCase(Locale.ROOT);
    boolean known =
        word.equals("coalesce")
            || word.equals("nullif") && function.getParameters().size() == 2
            || FIRST_NOT_NULL.contains(word) && binding.names.catalog().backend() == Backend.H2;
    return known
        && SyntaxChildren.of(function).stream()
            .allMatch(c -> c == function.getParameters() || function.getParameters().contains(c));
  }

  Value choice(CaseExpression choice, Scope scope) {
    new Handled()
        .add(choice.getSwitchExpression())
        .add(choice.getWhenClauses())
        .add(choice.getElseExpression())
        .requireAll(binding, choice, "CASE");
    Optional<Value> operand =
        Optional.ofNullable(choice.getSwitchExpression()).map(e -> predicates.side(e, scope));
    List<Value> compared = new ArrayList<>();
    List<Value> branches = new ArrayList<>();
    for (WhenClause when : choice.getWhenClauses()) {
      if (operand.isPresent()) {
        compared.add(predicates.side(when.getWhenExpression(), scope));
      } else {
        Value condition = expressions.bind(when.getWhenExpression(), scope);
        binding.refuseStored(condition, "CASE", predicates.anySpan(condition, condition));
      }
      branches.add(expressions.bind(when.getThenExpression(), scope));
    }
    operand.ifPresent(value -> predicates.compareCase(value, compared));
    if (choice.getElseExpression() != null) {
      branches.add(expressions.bind(choice.getElseExpression(), scope));
    }
    return oneOf(branches, binding.statement.span(choice), "CASE", scope);
  }

  Value choice(Function function, Scope scope) {
    Span span = binding.span(function);
    String name = binding.names.fold(function.getMultipartName().get(0));
    expressions.functions().check(span, name);
    List<? extends Expression> arguments = function.getParameters();
    if (name.equalsIgnoreCase("nullif")) {
      return nullIf(arguments.get(0), arguments.get(1), span, scope);
    }
    List<Value> values = new ArrayList<>();
    arguments.forEach(argument -> values.add(expressions.bind(argument, scope)));
    return oneOf(values, Optional.of(span), "function " + name, scope);
  }

  private Value nullIf(Expression first, Expression second, Span span, Scope scope) {
    Value value = expressions.bind(first, scope);
    Value other = predicates.side(second, scope);
    if (!(value instanceof Value.Stored stored)) {
      Value given = value instanceof Value.Given ? value : Value.PLAIN;
      predicates.compareCase(given, List.of(other));
      // The value would have to stand for itself and for its token.
      binding.refuseStored(other, "function nullif", span);
      return value instanceof Value.Unknown ? value : Value.PLAIN;
    }
    ProtectedColumn column = stored.operand().column();
    Optional<NullIf> byLookup =
        column.lookup().isPresent() && stored.operand() instanceof Reference reference
            ? Optional.of(byLookup(reference, span))
            : Optional.empty();
    StoredOperand compared = byLookup.<StoredOperand>map(n -> n).orElse(stored.operand());
    predicates.compareCase(new Value.Stored(compared), List.of(other));
    binding.use(new Use.Branch(stored.operand(), scope.evaluated(stored.operand())));
    return new Value.Stored(new Chosen(column, span));
  }

  private NullIf byLookup(Reference reference, Span call) {
    int comma = reference.span().last() + 1;
    if (!binding.tokens().is(call.first() + 1, "(")
        || call.first() + 2 != reference.span().first()
        || !binding.tokens().is(comma, ",")
        || !binding.tokens().is(call.last(), ")")) {
      throw binding.notUnderstood(call, "this form of NULLIF");
    }
    return new NullIf(reference, new Span(call.first(), comma), new Span(call.last(), call.last()));
  }

  /** One of several values. */
  private Value oneOf(List<Value> values, Optional<Span> span, String operation, Scope scope) {
    Optional<StoredOperand> first =
        values.stream()
            .filter(v -> v instanceof Value.Stored)
            .map(v -> ((Value.Stored) v).operand())
            .findFirst();
    if (first.isEmpty()) {
      boolean unknown = values.stream().anyMatch(v -> v instanceof Value.Unknown);
      return unknown ? Value.UNKNOWN : Value.PLAIN;
    }
    ProtectedColumn column = first.get().column();
    Span place = span.orElse(first.get().span());
    boolean exact = span.isPresent();
    for (Value value : values) {
      if (value instanceof Value.Stored stored) {
        binding.use(new Use.Branch(stored.operand(), scope.evaluated(stored.operand())));
        if (!stored.operand().column().equals(column)) {
          binding.use(new Use.Blend(column, stored.operand().column(), place));
        }
      } else if (value instanceof Value.Given given && isSupplied(given.operand())) {
        if (given.operand().kind() != Operand.Kind.NULL) {
          binding.use(new Use.Supplied(column, given.operand()));
        }
      } else {
        exact = false;
      }
    }
    if (!exact) {
      binding.use(new Use.Other(first.get(), operation, place));
    }
    return new Value.Stored(new Chosen(column, place));
  }

  private static boolean isSupplied(Operand operand) {
    return operand.kind() == Operand.Kind.NULL
        || operand.kind() == Operand.Kind.PLACEHOLDER
        || operand.kind() == Operand.Kind.LITERAL;
  }
}
