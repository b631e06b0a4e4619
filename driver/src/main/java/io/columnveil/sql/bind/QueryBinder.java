package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.policy.model.Storage;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/** Binds queries: SELECT, VALUES, TABLE, set operations and the common tables before them. */
final class QueryBinder {

  private final Binding binding;
  private final ExpressionBinder expressions;
  private final FromBinder from;

  QueryBinder(Binding binding, ViewDefinitions views) {
    this.binding = binding;
    this.expressions = new ExpressionBinder(binding, this);
    this.from = new FromBinder(binding, this, expressions, views);
  }

  ExpressionBinder expressions() {
    return expressions;
  }

  FromBinder from() {
    return from;
  }

  /** A query inside a scope; its own sources do not see each other unless LATERAL. */
  BoundQuery bind(Select select, @Nullable Scope outer) {
    Scope scope = new Scope(outer);
    commonTables(select.getWithItemsList(), scope);
    BoundQuery query = body(select, scope);
    if (!(select instanceof ParenthesedSelect)) {
      binding.queries.add(query);
    }
    return query;
  }

  private BoundQuery body(Select select, Scope scope) {
    if (select instanceof PlainSelect plain) {
      return plainSelect(plain, scope);
    }
    if (select instanceof ParenthesedSelect parenthesed) {
      return parenthesed(parenthesed, scope);
    }
    if (select instanceof SetOperationList operations) {
      return setOperation(operations, scope);
    }
    if (select instanceof Values values) {
      return values(values, scope);
    }
    if (select instanceof TableStatement table) {
      return table(table, scope);
    }
    throw binding.notUnderstood(
        binding.span(select), "this kind of query (" + select.getClass().getSimpleName() + ")");
  }

  void commonTables(@Nullable List<WithItem<?>> items, Scope scope) {
    if (items == null) {
      return;
    }
    for (WithItem<?> item : items) {
      commonTable(item, scope);
    }
  }

  private void commonTable(WithItem<?> item, Scope scope) {
    String name = binding.names.fold(item.getUnquotedAliasName());
    if (!(item.getParenthesedStatement() instanceof ParenthesedSelect select)) {
      throw binding.notUnderstood(anySpan(item), "a WITH query that changes data");
    }
    if (binding.names.catalog().backend() == Backend.H2
        && binding.names.catalog().knowsRelation(name)) {
      throw binding.notUnderstood(
          anySpan(item), "a WITH query that is named like a table, which H2 reads as the table");
    }
    if (item.getSearchClause() != null
        || item.getCycleClause() != null
        || item.getWithFunctionDeclaration() != null) {
      throw binding.notUnderstood(anySpan(item), "SEARCH, CYCLE or FUNCTION in WITH");
    }
    binding.statement.span(item).ifPresent(s -> binding.consume(new Span(s.first(), s.first())));
    List<String> columns = new ArrayList<>();
    OptionalInt lastName = OptionalInt.empty();
    if (item.getWithItemList() != null) {
      for (SelectItem<?> column : item.getWithItemList()) {
        columns.add(binding.names.fold(column.getExpression().toString()));
        Optional<Span> span = binding.statement.span(column);
        span.ifPresent(binding::consume);
        lastName = span.isPresent() ? OptionalInt.of(span.get().last()) : OptionalInt.empty();
      }
    }
    Scope inner = new Scope(scope);
    BoundQuery query;
    if (item.isRecursive() && select.getSelect() instanceof SetOperationList) {
      inner.define(name, new BoundQuery(List.of(), false, OptionalInt.empty()));
      query = bind(select, inner);
      if (query.hasProtectedOutputs()) {
        throw binding.notUnderstood(
            anySpan(item), "a recursive query that carries protected columns");
      }
    } else {
      query = bind(select, inner);
    }
    scope.define(name, columns.isEmpty() ? query : renamed(query, columns, lastName));
  }

  private Span anySpan(WithItem<?> item) {
    return binding
        .statement
        .span(item)
        .or(() -> binding.statement.span(item.getParenthesedStatement()))
        .orElse(new Span(0, 0));
  }

  /** A query under a list of column names. */
  BoundQuery renamed(BoundQuery query, List<String> names, OptionalInt lastName) {
    BoundQuery renamed = query.renamed(names, lastName);
    binding.queries.add(renamed);
    return renamed;
  }

  private BoundQuery parenthesed(ParenthesedSelect select, Scope scope) {
    BoundQuery inner = bind(select.getSelect(), scope);
    orderBy(select.getOrderByElements(), inner, new Scope(scope));
    pagination(select, scope);
    return inner;
  }

  private BoundQuery plainSelect(PlainSelect select, Scope outer) {
    new Handled()
        .add(select.getWithItemsList())
        .add(select.getDistinct())
        .add(select.getSelectItems())
        .add(select.getFromItem())
        .add(select.getJoins())
        .add(select.getWhere())
        .add(select.getGroupBy())
        .add(select.getHaving())
        .add(select.getWindowDefinitions())
        .add(select.getOrderByElements())
        .add(select.getLimit())
        .add(select.getOffset())
        .add(select.getFetch())
        .add(select.getForUpdate())
        .add(select.getForUpdateTables())
        .add(select.getWait())
        .requireAll(binding, select, "SELECT");
    Scope scope = new Scope(outer);
    if (select.getFromItem() != null) {
      from.add(select.getFromItem(), scope);
    }
    joins(select.getJoins(), scope);
    condition(select.getWhere(), "WHERE", scope);
    List<Output> outputs = new ArrayList<>();
    boolean complete = selectList(select.getSelectItems(), scope, outputs);
    boolean grouped = select.getGroupBy() != null || select.getDistinct() != null;
    int last = binding.span(select.getSelectItems().get(select.getSelectItems().size() - 1)).last();
    BoundQuery query =
        new BoundQuery(outputs, complete, grouped ? OptionalInt.empty() : OptionalInt.of(last));
    groupBy(select.getGroupBy(), query, scope);
    condition(select.getHaving(), "HAVING", scope);
    if (select.getWindowDefinitions() != null) {
      select
          .getWindowDefinitions()
          .forEach(w -> expressions.children(w, "a window", Optional.empty(), scope));
    }
    distinct(select, query, scope);
    orderBy(select.getOrderByElements(), query, scope);
    pagination(select, scope);
    lockedTables(select, scope);
    return query;
  }

  void joins(@Nullable List<Join> joins, Scope scope) {
    if (joins != null) {
      joins.forEach(join -> from.join(join, scope));
    }
  }

  /** A WHERE, HAVING or ON condition, which cannot be a protected value itself. */
  void condition(@Nullable Expression condition, String clause, Scope scope) {
    if (condition != null) {
      Value value = expressions.bind(condition, scope);
      if (value instanceof Value.Stored stored) {
        binding.refuseStored(value, clause, stored.operand().span());
      }
    }
  }

  /** Binds a select list or RETURNING list; tells whether all its columns are known. */
  boolean selectList(List<SelectItem<?>> items, Scope scope, List<Output> outputs) {
    boolean complete = true;
    for (SelectItem<?> item : items) {
      Expression expression = item.getExpression();
      Span span = binding.span(item);
      if (item.getAlias() != null) {
        binding.consume(new Span(span.last(), span.last()));
      }
      if (expression instanceof AllTableColumns star) {
        complete &= star(star, Optional.of(star.getTable()), scope, outputs);
      } else if (expression instanceof AllColumns star) {
        complete &= star(star, Optional.empty(), scope, outputs);
      } else {
        outputs.add(output(item, span, scope));
      }
    }
    return complete;
  }

  private boolean star(AllColumns node, Optional<Table> table, Scope scope, List<Output> outputs) {
    Span span = binding.span(node);
    if (node.getExceptColumns() != null || node.getReplaceExpressions() != null) {
      throw binding.notUnderstood(span, "'*' with exceptions");
    }
    Star star;
    if (table.isPresent()) {
      List<String> qualifier = expressions.qualifier(span, 1);
      Optional<Source> source = scope.source(qualifier);
      if (source.isEmpty()) {
        throw binding.notUnderstood(span, "'" + String.join(".", qualifier) + ".*'");
      }
      binding.consume(span);
      star = scope.star(span, source.get());
    } else {
      star = scope.star(span);
    }
    binding.stars.add(star);
    boolean complete = true;
    for (Star.StarField item : star.fields()) {
      if (item.field() < 0) {
        complete = false;
      } else {
        outputs.add(starOutput(item, span));
      }
    }
    return complete;
  }

  private Output starOutput(Star.StarField item, Span span) {
    Field field = item.source().fields().get(item.field());
    if (field.lineage() instanceof Lineage.Stored stored) {
      StoredOperand operand = new Reference(stored.column(), item.source(), item.field(), span);
      binding.use(new Use.Projection(operand, false));
      return new Output(field.name(), field.lineage(), Optional.of(operand), Optional.empty());
    }
    return new Output(field.name(), field.lineage(), Optional.empty(), Optional.empty());
  }

  private Output output(SelectItem<?> item, Span span, Scope scope) {
    Value value = item(item.getExpression(), scope);
    String name = outputName(item, span, value);
    if (value instanceof Value.Stored stored) {
      binding.use(new Use.Projection(stored.operand(), item.getAlias() == null));
      return new Output(
          name,
          new Lineage.Stored(stored.operand().column()),
          Optional.of(stored.operand()),
          Optional.empty());
    }
    if (value instanceof Value.Given given) {
      return new Output(name, Lineage.PLAIN, Optional.empty(), Optional.of(given.operand()));
    }
    Lineage lineage = value instanceof Value.Unknown ? Lineage.UNKNOWN : Lineage.PLAIN;
    return new Output(name, lineage, Optional.empty(), Optional.empty());
  }

  /** A selected {@code col::text} of a text column is the column: the cast changes nothing. */
  private Value item(Expression expression, Scope scope) {
    if (expression instanceof CastExpression cast
        && cast.getLeftExpression() instanceof Column
        && cast.getColDataType() != null
        && OperandCast.isUnlimitedText(cast.getColDataType().toString())) {
      Value inner = expressions.bind(cast.getLeftExpression(), scope);
      if (inner instanceof Value.Stored stored
          && stored.operand().column().type().isText()
          && stored.operand().column().storage() == Storage.TEXT) {
        return inner;
      }
    }
    return expressions.bind(expression, scope);
  }

  private String outputName(SelectItem<?> item, Span span, Value value) {
    if (item.getAlias() != null) {
      return binding.tokens().name(span.last());
    }
    if (item.getExpression() instanceof Column column) {
      return binding.tokens().name(binding.span(column).last());
    }
    return value instanceof Value.Stored stored && stored.operand() instanceof Reference reference
        ? reference.source().fields().get(reference.field()).name()
        : "";
  }

  private void groupBy(@Nullable GroupByElement groupBy, BoundQuery query, Scope scope) {
    if (groupBy == null) {
      return;
    }
    groupBy(groupBy.getGroupByExpressionList(), query, scope);
    if (groupBy.getGroupingSets() != null) {
      for (ExpressionList<Expression> set : groupBy.getGroupingSets()) {
        groupBy(set, query, scope);
      }
    }
  }

  private void groupBy(@Nullable ExpressionList<?> keys, BoundQuery query, Scope scope) {
    if (keys == null) {
      return;
    }
    for (Expression key : keys) {
      if (key instanceof ParenthesedExpressionList<?> list && list.size() != 1) {
        groupBy(list, query, scope);
      } else {
        Optional<StoredOperand> operand = groupingOperand(key, query, scope);
        operand.ifPresent(
            o -> {
              binding.use(new Use.Grouping(o, "GROUP BY", binding.span(key)));
              query.groupBy(o);
            });
      }
    }
  }

  private Optional<StoredOperand> groupingOperand(Expression key, BoundQuery query, Scope scope) {
    if (key instanceof LongValue position) {
      return positioned(position, query);
    }
    if (key instanceof Column column && !resolves(column, scope)) {
      Optional<Output> named = named(column, query);
      if (named.isPresent()) {
        return named.get().operand();
      }
    }
    return expressions.bind(key, scope) instanceof Value.Stored stored
        ? Optional.of(stored.operand())
        : Optional.empty();
  }

  private boolean resolves(Column column, Scope scope) {
    List<String> path = expressions.path(binding.span(column));
    return !scope.find(path.subList(0, path.size() - 1), path.get(path.size() - 1)).isEmpty();
  }

  private static Optional<StoredOperand> positioned(LongValue position, BoundQuery query) {
    long index = position.getValue() - 1;
    return index >= 0 && index < query.outputs().size()
        ? query.outputs().get((int) index).operand()
        : Optional.empty();
  }

  /** The output that a bare name means, for ORDER BY and GROUP BY. */
  private Optional<Output> named(Column column, BoundQuery query) {
    Span span = binding.span(column);
    if (span.first() != span.last()) {
      return Optional.empty();
    }
    String name = binding.tokens().name(span.first());
    Optional<Output> found =
        query.outputs().stream().filter(o -> o.name().equals(name)).findFirst();
    found.ifPresent(o -> binding.consume(span));
    return found;
  }

  private void distinct(PlainSelect select, BoundQuery query, Scope scope) {
    if (select.getDistinct() == null) {
      return;
    }
    if (select.getDistinct().getOnSelectItems() != null) {
      for (SelectItem<?> item : select.getDistinct().getOnSelectItems()) {
        Optional<StoredOperand> operand = groupingOperand(item.getExpression(), query, scope);
        Span place = binding.span(item.getExpression());
        operand.ifPresent(o -> binding.use(new Use.Grouping(o, "DISTINCT ON", place)));
      }
      return;
    }
    for (Output output : query.outputs()) {
      output.operand().ifPresent(o -> binding.use(new Use.Grouping(o, "DISTINCT", o.span())));
    }
  }

  void orderBy(@Nullable List<OrderByElement> elements, BoundQuery query, Scope scope) {
    if (elements == null) {
      return;
    }
    for (OrderByElement element : elements) {
      Expression key = element.getExpression();
      Optional<StoredOperand> operand;
      if (key instanceof LongValue position) {
        operand = positioned(position, query);
      } else {
        Optional<Output> named =
            key instanceof Column column ? named(column, query) : Optional.empty();
        operand =
            named.isPresent()
                ? named.get().operand()
                : expressions.bind(key, scope) instanceof Value.Stored stored
                    ? Optional.of(stored.operand())
                    : Optional.empty();
      }
      Span place = binding.statement.span(key).orElse(new Span(0, 0));
      operand.ifPresent(o -> binding.use(new Use.Other(o, "ORDER BY", place)));
    }
  }

  private void pagination(Select select, Scope scope) {
    if (select.getLimit() != null) {
      expressions.children(select.getLimit(), "LIMIT", Optional.empty(), scope);
    }
    if (select.getOffset() != null) {
      expressions.children(select.getOffset(), "OFFSET", Optional.empty(), scope);
    }
    if (select.getFetch() != null) {
      expressions.children(select.getFetch(), "FETCH", Optional.empty(), scope);
    }
  }

  private void lockedTables(PlainSelect select, Scope scope) {
    if (select.getForUpdateTables() == null) {
      return;
    }
    for (Table table : select.getForUpdateTables()) {
      Span span = binding.span(table);
      if (scope.source(expressions.path(span)).isPresent()) {
        binding.consume(span);
      }
    }
  }

  private BoundQuery setOperation(SetOperationList list, Scope scope) {
    List<BoundQuery> branches = new ArrayList<>();
    for (Select select : list.getSelects()) {
      branches.add(bind(select, scope));
    }
    boolean all = list.getOperations().stream().allMatch(o -> o.isAll());
    BoundQuery query = new SetOperationBinder(binding).combine(branches, all);
    orderBy(list.getOrderByElements(), query, new Scope(scope));
    pagination(list, scope);
    return query;
  }

  private BoundQuery values(Values values, Scope scope) {
    int width = 0;
    List<? extends Expression> rows =
        values.getExpressions() instanceof ParenthesedExpressionList<?> single
            ? List.of(single)
            : values.getExpressions();
    for (Expression row : rows) {
      List<? extends Expression> cells =
          row instanceof ExpressionList<?> list ? list : List.of(row);
      width = Math.max(width, cells.size());
      for (Expression cell : cells) {
        Value value = expressions.bind(cell, scope);
        if (value instanceof Value.Stored stored) {
          binding.refuseStored(value, "VALUES", stored.operand().span());
        }
      }
    }
    List<Output> outputs = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      outputs.add(Output.plain(binding.names.fold("column" + i)));
    }
    return new BoundQuery(outputs, true, OptionalInt.empty());
  }

  private BoundQuery table(TableStatement statement, Scope outer) {
    Scope scope = new Scope(outer);
    FromItem table = statement.getTable();
    from.add(table, scope);
    // The parser gives the statement itself no place; its only table follows the keyword.
    int before = binding.span(statement.getTable()).first() - 1;
    Span keyword = new Span(before, before);
    Star star = scope.star(keyword);
    binding.stars.add(new Star(keyword, true, star.fields()));
    List<Output> outputs = new ArrayList<>();
    boolean complete = true;
    for (Star.StarField item : star.fields()) {
      if (item.field() < 0) {
        complete = false;
      } else {
        outputs.add(starOutput(item, keyword));
      }
    }
    BoundQuery query = new BoundQuery(outputs, complete, OptionalInt.empty());
    orderBy(statement.getOrderByElements(), query, scope);
    pagination(statement, scope);
    return query;
  }
}
