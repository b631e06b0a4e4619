package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import org.jspecify.annotations.Nullable;

/** Binds the WITH queries before a statement. */
final class CommonTableBinder {

  private final Binding binding;
  private final QueryBinder queries;

  CommonTableBinder(Binding binding, QueryBinder queries) {
    this.binding = binding;
    this.queries = queries;
  }

  void bind(@Nullable List<WithItem<?>> items, Scope scope) {
    if (items == null) {
      return;
    }
    // RECURSIVE is written once, before the first, and holds for all.
    boolean recursive = items.stream().anyMatch(WithItem::isRecursive);
    for (WithItem<?> item : items) {
      commonTable(item, recursive, scope);
    }
  }

  private void commonTable(WithItem<?> item, boolean recursive, Scope scope) {
    String name = binding.names.fold(item.getUnquotedAliasName());
    if (binding.names.catalog().backend() == Backend.H2
        && binding.names.catalog().knowsRelation(name)) {
      throw binding.notUnderstood(
          anySpan(item),
          "a WITH query that is named like a table, which H2 reads as the table",
          "Give it a name that no table has");
    }
    if (item.getSearchClause() != null
        || item.getCycleClause() != null
        || item.getWithFunctionDeclaration() != null) {
      throw binding.notUnderstood(
          anySpan(item),
          "SEARCH, CYCLE or FUNCTION in WITH",
          "Leave it out, and carry what tells the order or a cycle in a column of the query");
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
    Optional<Recursion> recursion = Optional.empty();
    BoundQuery query;
    if (!(item.getParenthesedStatement() instanceof ParenthesedSelect select)) {
      query = change(item, inner);
    } else if (recursive
        && select.getSelect() instanceof SetOperationList list
        && list.getWithItemsList() == null) {
      Recursion self = new Recursion(name, columns, inner);
      recursion = Optional.of(self);
      inner.recurse(self);
      query = queries.bind(select, inner).withoutLists();
      if (!self.isAgreed(query)) {
        throw binding.notUnderstood(
            anySpan(item),
            "a recursive query whose branches give other columns than the first",
            "Let the first query give each protected column too, not NULL in its place");
      }
    } else {
      query = queries.bind(select, inner);
    }
    BoundQuery whole = columns.isEmpty() ? query : queries.renamed(query, columns, lastName);
    recursion.ifPresent(self -> self.end(whole));
    scope.define(name, whole);
  }

  /** A WITH query that changes data gives what it returns. */
  private BoundQuery change(WithItem<?> item, Scope scope) {
    ParenthesedStatement statement = item.getParenthesedStatement();
    Statement change;
    if (statement instanceof ParenthesedInsert insert) {
      change = insert.getInsert();
    } else if (statement instanceof ParenthesedUpdate update) {
      change = update.getUpdate();
    } else if (statement instanceof ParenthesedDelete delete) {
      change = delete.getDelete();
    } else {
      throw binding.notUnderstood(anySpan(item), "a WITH query of this kind");
    }
    return new ChangeBinder(binding, queries)
        .change(change, scope)
        .orElse(new BoundQuery(List.of(), true, OptionalInt.empty()));
  }

  private Span anySpan(WithItem<?> item) {
    return binding
        .statement
        .span(item)
        .or(() -> binding.statement.span(item.getParenthesedStatement()))
        .orElse(new Span(0, 0));
  }
}
