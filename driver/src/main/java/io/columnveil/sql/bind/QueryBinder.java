package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

/** Binds queries: SELECT, VALUES, TABLE, set operations and the common tables before them. */
final class QueryBinder {

  private final Binding binding;
  private final ViewDefinitions views;
  private final ExpressionBinder expressions;
  private final FromBinder from;
  private final JoinBinder joins;
  private final SelectListBinder selectLists;
  private final GroupingBinder groupings;
  private final CommonTableBinder commonTables;
  private final ListBinder lists;

  QueryBinder(Binding binding, ViewDefinitions views) {
    this.binding = binding;
    this.views = views;
    this.expressions = new ExpressionBinder(binding, this);
    this.from = new FromBinder(binding, this, expressions, views);
    this.joins = new JoinBinder(binding, this, from);
    this.selectLists = new SelectListBinder(binding, expressions);
    this.groupings = new GroupingBinder(binding, expressions);
    this.commonTables = new CommonTableBinder(binding, this);
    this.lists = new ListBinder(binding, expressions);
  }

  /** The bodies of functions. */
  RoutineBodies routines() {
    return views.routines();
  }

  ExpressionBinder expressions() {
    return expressions;
  }

  FromBinder from() {
    return from;
  }

  SelectListBinder selectLists() {
    return selectLists;
  }

  GroupingBinder groupings() {
    return groupings;
  }

  CommonTableBinder commonTables() {
    return commonTables;
  }

  /** A query inside a scope; its own sources do not see each other unless LATERAL. */
  BoundQuery bind(Select select, @Nullable Scope outer) {
    Scope scope = new Scope(outer);
    commonTables.bind(select.getWithItemsList(), scope);
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

  /** A query under a list of column names. */
  BoundQuery renamed(BoundQuery query, List<String> names, OptionalInt lastName) {
    BoundQuery renamed = query.renamed(names, lastName);
    binding.queries.add(renamed);
    return renamed;
  }

  private BoundQuery parenthesed(ParenthesedSelect select, Scope scope) {
    BoundQuery inner = bind(select.getSelect(), scope);
    groupings.orderBy(select.getOrderByElements(), inner, new Scope(scope));
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
    scope.evaluate(Evaluated.FOR_RESULTS);
    List<Output> outputs = new ArrayList<>();
    boolean complete = selectLists.bind(select.getSelectItems(), scope, outputs);
    int last = binding.span(select.getSelectItems().get(select.getSelectItems().size() - 1)).last();
    boolean grouped = select.getGroupBy() != null || select.getDistinct() != null;
    outputs.replaceAll(
        grouped || select.getOrderByElements() != null
            ? Output::withoutList
            : output -> lists.selected(output, last));
    BoundQuery query = new BoundQuery(outputs, complete, OptionalInt.of(last));
    if (grouped) {
      query.grouped().asGroups();
    }
    Evaluated results = scope.evaluate(Evaluated.UNTOLD);
    groupings.groupBy(select.getGroupBy(), query, scope);
    scope.evaluate(results);
    having(select.getHaving(), query, scope);
    if (select.getWindowDefinitions() != null) {
      select
          .getWindowDefinitions()
          .forEach(window -> expressions.functions().windows().named(window, scope));
    }
    groupings.distinct(select, query, scope);
    groupings.orderBy(select.getOrderByElements(), query, scope);
    pagination(select, scope);
    lockedTables(select, scope);
    return query;
  }

  void joins(@Nullable List<Join> joins, Scope scope) {
    if (joins != null) {
      joins.forEach(join -> this.joins.join(join, scope));
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

  /** H2 knows the results of the query there by their names. */
  private void having(@Nullable Expression condition, BoundQuery query, Scope scope) {
    if (binding.names.catalog().backend() == Backend.H2) {
      scope.nameResults(query.outputs());
    }
    condition(condition, "HAVING", scope);
    scope.nameResults(List.of());
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
      if (scope.source(binding.path(span)).isPresent()) {
        binding.consume(span);
      }
    }
  }

  private BoundQuery setOperation(SetOperationList list, Scope scope) {
    Optional<Recursion> recursion = scope.takeRecursion();
    List<BoundQuery> branches = new ArrayList<>();
    for (Select select : list.getSelects()) {
      BoundQuery branch = bind(select, scope);
      if (branches.isEmpty()) {
        recursion.ifPresent(query -> query.begin(branch, binding.span(select)));
      }
      branches.add(branch);
    }
    BoundQuery query =
        new SetOperationBinder(binding).combine(list, branches, recursion.isPresent());
    groupings.orderBy(list.getOrderByElements(), query, new Scope(scope));
    pagination(list, scope);
    return query;
  }

  private BoundQuery values(Values values, Scope scope) {
    return lists.values(values, scope);
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
        outputs.add(selectLists.starOutput(item, keyword));
      }
    }
    BoundQuery query = new BoundQuery(outputs, complete, OptionalInt.empty());
    groupings.orderBy(statement.getOrderByElements(), query, scope);
    pagination(statement, scope);
    return query;
  }
}
