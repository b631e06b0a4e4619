package io.columnveil.sql.bind;

import io.columnveil.catalog.Relation;
import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Binds UPDATE and DELETE, and what they share with INSERT: targets, SET clauses, RETURNING. */
final class ChangeBinder {

  private final Binding binding;
  private final QueryBinder queries;
  private final ExpressionBinder expressions;

  ChangeBinder(Binding binding, QueryBinder queries) {
    this.binding = binding;
    this.queries = queries;
    this.expressions = queries.expressions();
  }

  Optional<BoundQuery> update(Update update) {
    new Handled()
        .add(update.getWithItemsList())
        .add(update.getTable())
        .add(update.getUpdateSets())
        .add(update.getFromItem())
        .add(update.getJoins())
        .add(update.getWhere())
        .add(update.getReturningClause())
        .requireAll(binding, update, "UPDATE");
    if (update.isFromBeforeSet()) {
      throw binding.notUnderstood(binding.span(update.getTable()), "FROM before SET");
    }
    Scope scope = new Scope(null);
    queries.commonTables().bind(update.getWithItemsList(), scope);
    BaseTable target = target(update.getTable(), scope);
    if (update.getFromItem() != null) {
      queries.from().add(update.getFromItem(), scope);
    }
    queries.joins(update.getJoins(), scope);
    for (UpdateSet set : update.getUpdateSets()) {
      set(set, target, scope);
    }
    queries.condition(update.getWhere(), "WHERE", scope);
    return returning(update.getReturningClause(), scope);
  }

  Optional<BoundQuery> delete(Delete delete) {
    new Handled()
        .add(delete.getWithItemsList())
        .add(delete.getTable())
        .add(delete.getUsingFromItemList())
        .add(delete.getJoins())
        .add(delete.getWhere())
        .add(delete.getReturningClause())
        .add(delete.getLimit())
        .requireAll(binding, delete, "DELETE");
    Scope scope = new Scope(null);
    queries.commonTables().bind(delete.getWithItemsList(), scope);
    target(delete.getTable(), scope);
    if (delete.getUsingFromItemList() != null) {
      delete.getUsingFromItemList().forEach(item -> queries.from().add(item, scope));
    }
    queries.joins(delete.getJoins(), scope);
    queries.condition(delete.getWhere(), "WHERE", scope);
    if (delete.getLimit() != null) {
      expressions.children(delete.getLimit(), "LIMIT", Optional.empty(), scope);
    }
    return returning(delete.getReturningClause(), scope);
  }

  /** The table that is changed; it is the first source of the scope. */
  BaseTable target(Table table, Scope scope) {
    Source source = queries.from().table(table, scope);
    if (!(source instanceof BaseTable base)) {
      throw binding.notUnderstood(binding.span(table), "a change of something that is not a table");
    }
    Relation relation = base.relation();
    boolean protectedTable = !binding.names.protectedColumns(relation).isEmpty();
    if (!protectedTable && binding.names.catalog().hasReachingCode(relation)) {
      throw binding.refusal(
          ErrorCode.OPAQUE_CODE,
          binding.span(table),
          "triggers, rules or foreign keys of '"
              + relation.name()
              + "' reach protected tables, and what they would write cannot be seen from here",
          "Take the protected table out of them");
    }
    scope.add(base);
    binding.target = Optional.of(relation);
    return base;
  }

  /** One entry of a SET clause. */
  void set(UpdateSet set, BaseTable target, Scope scope) {
    List<Column> columns = set.getColumns();
    ExpressionList<?> values = set.getValues();
    List<Optional<ProtectedColumn>> targets = new ArrayList<>();
    for (Column column : columns) {
      targets.add(targetColumn(column, target));
    }
    if (columns.size() != values.size()) {
      if (targets.stream().anyMatch(Optional::isPresent)) {
        throw binding.notUnderstood(
            binding.span(columns.get(0)), "SET of several columns from one value");
      }
      for (Expression value : values) {
        if (value instanceof Select select) {
          requirePlain(queries.bind(select, scope), value);
        } else {
          expressions.bind(value, scope);
        }
      }
      return;
    }
    int end = endOf(values, columns.size() > 1);
    for (int i = 0; i < columns.size(); i++) {
      assign(targets.get(i), binding.span(columns.get(i)), values.get(i), scope, end);
    }
  }

  private void requirePlain(BoundQuery query, Expression place) {
    for (Output output : query.outputs()) {
      output
          .operand()
          .ifPresent(
              o ->
                  binding.use(
                      new Use.Other(
                          o,
                          "storing it in a column that is not" + " encrypted",
                          binding.span(place))));
    }
  }

  /** The last token of a SET clause's value or list of values. */
  private int endOf(ExpressionList<?> values, boolean parenthesed) {
    Expression last = values.get(values.size() - 1);
    int end =
        spanOf(last)
            .or(() -> binding.statement.span(values))
            .orElseThrow(() -> binding.notUnderstood(new Span(0, 0), "a SET clause"))
            .last();
    boolean closes = end + 1 < binding.tokens().size() && binding.tokens().is(end + 1, ")");
    return parenthesed && closes ? end + 1 : end;
  }

  private Optional<Span> spanOf(Expression expression) {
    return expression instanceof JdbcParameter parameter
        ? Optional.of(binding.statement.leaf(parameter).span())
        : binding.statement.span(expression);
  }

  private void assign(
      Optional<ProtectedColumn> target,
      Span targetSpan,
      Expression expression,
      Scope scope,
      int end) {
    Optional<Assignment.AssignedValue> value = assigned(target, expression, scope, true);
    value.ifPresent(
        v -> binding.assignments.add(new Assignment(target.orElseThrow(), targetSpan, v, end)));
  }

  /** What is assigned to a column; empty where the column is plain or the value is refused. */
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
      binding.use(new Use.Written(column, given.operand(), update));
      return Optional.of(new Assignment.AssignedValue.Given(given.operand()));
    }
    if (value instanceof Value.Stored stored) {
      binding.use(new Use.Copied(column, stored.operand(), update));
      return Optional.of(new Assignment.AssignedValue.FromStored(stored.operand()));
    }
    binding.use(new Use.WrittenFromComputation(column, span));
    return Optional.empty();
  }

  /** Whether the target of the statement has a default of its own for a column, in plaintext. */
  boolean fillsIn(ProtectedColumn column) {
    return binding
        .target
        .flatMap(relation -> relation.column(column.id().column()))
        .map(io.columnveil.catalog.Column::hasDefault)
        .orElse(false);
  }

  private boolean isDefault(Expression expression) {
    return expression instanceof Column
        && binding
            .statement
            .span(expression)
            .map(s -> s.first() == s.last() && binding.tokens().isWord(s.first(), "DEFAULT"))
            .orElse(false);
  }

  /** A column that is written, which must be one of the target's that applications may name. */
  Optional<ProtectedColumn> targetColumn(Column column, BaseTable target) {
    Span span = binding.span(column);
    binding.consume(span);
    String name = binding.tokens().name(span.last());
    if (binding.names.isHidden(target.relation(), name)) {
      throw binding.refusal(
          ErrorCode.UNKNOWN_COLUMN,
          span,
          "column \"" + name + "\" of \"" + target.relation().name() + "\" does not exist",
          "Check its spelling");
    }
    Relation relation = target.relation();
    return binding.names.protections().find(relation.schema(), relation.name(), name);
  }

  Optional<BoundQuery> returning(@Nullable ReturningClause clause, Scope scope) {
    if (clause == null) {
      return Optional.empty();
    }
    if (clause.getDataItems() != null && !clause.getDataItems().isEmpty()
        || clause.getOutputAliases() != null && !clause.getOutputAliases().isEmpty()) {
      throw binding.notUnderstood(binding.span(clause.get(0)), "this form of RETURNING");
    }
    List<Output> outputs = new ArrayList<>();
    boolean complete = queries.selectLists().bind(clause, scope, outputs);
    return Optional.of(new BoundQuery(outputs, complete, OptionalInt.empty()));
  }
}
