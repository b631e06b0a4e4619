package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Scheme;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.CanonicalText;
import io.columnveil.sql.parse.KeyedMerge;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.InsertConflictAction;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Binds INSERT, with VALUES or a query, ON CONFLICT and RETURNING. */
final class InsertBinder {

  private final Binding binding;
  private final QueryBinder queries;
  private final ChangeBinder changes;

  InsertBinder(Binding binding, QueryBinder queries, ChangeBinder changes) {
    this.binding = binding;
    this.queries = queries;
    this.changes = changes;
  }

  Optional<BoundQuery> insert(Insert insert, @Nullable Scope around) {
    new Handled()
        .add(insert.getWithItemsList())
        .add(insert.getTable())
        .add(insert.getColumns())
        .add(insert.getSelect())
        .add(insert.getSetUpdateSets())
        .add(insert.getConflictTarget())
        .add(insert.getConflictAction())
        .add(insert.getReturningClause())
        .requireAll(binding, insert, "INSERT");
    Scope outer = new Scope(around);
    queries.commonTables().bind(insert.getWithItemsList(), outer);
    Scope scope = new Scope(outer);
    Target target = changes.target(insert.getTable(), scope);
    if (insert.getSetUpdateSets() != null) {
      set(insert, target, outer);
      return changes.returning(insert.getReturningClause(), target, scope);
    }
    boolean update = keys(target);
    List<String> names = new ArrayList<>();
    List<Optional<ProtectedColumn>> columns = new ArrayList<>();
    int listEnd = columnList(insert, target, names, columns);
    List<Span> spans =
        insert.getColumns() == null
            ? List.of()
            : insert.getColumns().stream().map(binding::span).toList();
    List<WrittenRows.Row> rows = new ArrayList<>();
    if (unwrapped(insert.getSelect()) instanceof Values values) {
      List<WrittenRows.Row> given = new ArrayList<>();
      rows(values, columns, outer, update, given);
      boolean query = insert.getSelect() != values;
      given.forEach(row -> rows.add(new WrittenRows.Row(row.values(), row.end(), query)));
    } else if (insert.getSelect() != null) {
      BoundQuery source = queries.bind(insert.getSelect(), outer);
      Span span = binding.span(insert.getSelect());
      rows.addAll(new SelectedRows(binding, changes.values()).of(source, columns, span, update));
    }
    WrittenRows.ColumnList list =
        spans.isEmpty() ? WrittenRows.ColumnList.MISSING : WrittenRows.ColumnList.WRITTEN;
    binding.written.add(new WrittenRows(target, list, listEnd, names, columns, spans, rows));
    defaults(binding.span(insert.getTable()), target, columns, rows);
    conflict(insert, target, scope);
    return changes.returning(insert.getReturningClause(), target, scope);
  }

  /** {@code VALUES} in parentheses of its own. */
  private static @Nullable Select unwrapped(@Nullable Select select) {
    return select instanceof ParenthesedSelect parenthesed
            && parenthesed.getSelect() instanceof Values
            && parenthesed.getOrderByElements() == null
            && parenthesed.getLimit() == null
            && parenthesed.getOffset() == null
            && parenthesed.getFetch() == null
            && parenthesed.getWithItemsList() == null
        ? parenthesed.getSelect()
        : select;
  }

  /** H2's {@code INSERT INTO t SET a = 1}. */
  private void set(Insert insert, Target target, Scope scope) {
    List<Optional<ProtectedColumn>> columns = new ArrayList<>();
    for (UpdateSet set : insert.getSetUpdateSets()) {
      changes.sets().set(set, target, scope);
      set.getColumns().forEach(column -> columns.add(changes.targetColumn(column, target)));
    }
    defaults(
        binding.span(insert.getTable()),
        target,
        columns,
        List.of(
            new WrittenRows.Row(
                columns.stream().map(c -> Optional.<Assignment.AssignedValue>empty()).toList(),
                0,
                false)));
  }

  /** The key of H2's MERGE; tells whether it is one, so that rows may be updated. */
  private boolean keys(Target target) {
    CanonicalText canonical = binding.statement.canonical();
    int first = canonical.change().first();
    int end = canonical.change().last() + 1;
    if (!KeyedMerge.isOne(binding.tokens(), first, end)) {
      return false;
    }
    List<Integer> keys = KeyedMerge.keys(binding.tokens(), first, end);
    if (keys.isEmpty()
        && binding.names.protectedColumns(target.table()).stream()
            .anyMatch(c -> !(c.scheme() instanceof Scheme.Deterministic))) {
      throw binding.notUnderstood(
          new Span(first, first),
          "MERGE without KEY",
          "Name the key: MERGE INTO t (..) KEY (id) VALUES (..)");
    }
    for (int key : keys) {
      Span span = new Span(key, key);
      binding.consume(span);
      changes
          .targetColumn(span, target)
          .ifPresent(column -> binding.use(new Use.ConflictTarget(target, column, span)));
    }
    return true;
  }

  private int columnList(
      Insert insert, Target target, List<String> names, List<Optional<ProtectedColumn>> columns) {
    columnList(insert.getColumns(), target, binding.span(insert.getTable()), names, columns);
    return insert.getColumns() == null || insert.getColumns().isEmpty()
        ? endOfTarget(insert)
        : binding.span(insert.getColumns().get(insert.getColumns().size() - 1)).last();
  }

  /**
   * The columns of a list; without one, all of the table.
   *
   * @param place what stands for all of them
   */
  void columnList(
      @Nullable ExpressionList<Column> list,
      Target target,
      Span place,
      List<String> names,
      List<Optional<ProtectedColumn>> columns) {
    if (list == null || list.isEmpty()) {
      for (Field field : target.source().fields()) {
        if (!field.hidden()) {
          names.add(field.name());
          columns.add(changes.written(field.name(), target, place));
        }
      }
      return;
    }
    for (Column column : list) {
      names.add(binding.tokens().name(binding.span(column).last()));
      columns.add(changes.targetColumn(column, target));
    }
  }

  /** The last token of the table name and its alias. */
  private int endOfTarget(Insert insert) {
    int end = binding.span(insert.getTable()).last();
    if (insert.getTable().getAlias() == null) {
      return end;
    }
    return end + (binding.tokens().isWord(end + 1, "AS") ? 2 : 1);
  }

  private void rows(
      Values values,
      List<Optional<ProtectedColumn>> columns,
      Scope scope,
      boolean update,
      List<WrittenRows.Row> rows) {
    if (values.getOrderByElements() != null && columns.stream().anyMatch(Optional::isPresent)) {
      throw binding.notUnderstood(
          binding.span(values), "VALUES in an order", "Leave out ORDER BY, LIMIT and OFFSET");
    }
    if (values.getExpressions() instanceof ParenthesedExpressionList<?> single
        && ListBinder.isOneRow(binding, values)) {
      // A single row has no place of its own; it ends where VALUES ends.
      rows.add(row(single, columns, scope, update, binding.span(values).last() - 1));
      return;
    }
    for (Expression list : values.getExpressions()) {
      if (!(list instanceof ParenthesedExpressionList<?> row)) {
        throw binding.notUnderstood(
            binding.span(values),
            "a row of VALUES without parentheses",
            "Put the values of each row into parentheses");
      }
      rows.add(row(row, columns, scope, update, binding.span(row).last() - 1));
    }
  }

  /**
   * A row of values.
   *
   * @param end its last token before the closing parenthesis
   */
  WrittenRows.Row row(
      List<? extends Expression> row,
      List<Optional<ProtectedColumn>> columns,
      Scope scope,
      boolean update,
      int end) {
    if (row.size() > columns.size()) {
      throw binding.notUnderstood(
          new Span(end, end),
          "a row with more values than columns",
          "Name as many columns as there are values");
    }
    List<Optional<Assignment.AssignedValue>> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(changes.values().assigned(columns.get(i), row.get(i), scope, update));
    }
    return new WrittenRows.Row(values, end, false);
  }

  /** Columns that get no value are filled in by the database, which must not be plaintext. */
  void defaults(
      Span place,
      Target target,
      List<Optional<ProtectedColumn>> columns,
      List<WrittenRows.Row> rows) {
    int given = rows.stream().mapToInt(r -> r.values().size()).min().orElse(0);
    List<ProtectedColumn> written =
        columns.subList(0, given).stream().flatMap(Optional::stream).toList();
    for (ProtectedColumn column : binding.names.protectedColumns(target.table())) {
      if (!written.contains(column) && changes.values().fillsIn(column)) {
        binding.use(new Use.WrittenFromComputation(column, place));
      }
    }
  }

  private void conflict(Insert insert, Target target, Scope scope) {
    if (insert.getConflictTarget() != null) {
      if (insert.getConflictTarget().getWhereExpression() != null) {
        queries.condition(insert.getConflictTarget().getWhereExpression(), "ON CONFLICT", scope);
      }
      if (insert.getConflictTarget().getConstraintName() == null) {
        conflictColumns(insert, target);
      } else {
        conflictConstraint(insert, target);
      }
    }
    InsertConflictAction action = insert.getConflictAction();
    if (action == null || action.getUpdateSets() == null) {
      return;
    }
    Scope update = new Scope(scope);
    update.addQualifiedOnly(target.under(binding.names.fold("excluded")));
    for (UpdateSet set : action.getUpdateSets()) {
      changes.sets().set(set, target, update);
    }
    queries.condition(action.getWhereExpression(), "ON CONFLICT DO UPDATE WHERE", update);
  }

  /** The column names in the parentheses after ON CONFLICT, which the parser holds as text. */
  private void conflictColumns(Insert insert, Target target) {
    TokenList tokens = binding.tokens();
    int token = afterOnConflict(insert) + 1;
    int count = insert.getConflictTarget().getIndexElements().size();
    for (int i = 0; i < count; i++, token += 2) {
      Span span = new Span(token, token);
      boolean simple =
          token + 1 < tokens.size() && (tokens.is(token + 1, ",") || tokens.is(token + 1, ")"));
      if (!simple) {
        throw binding.notUnderstood(
            new Span(Math.min(token, tokens.size() - 1), Math.min(token, tokens.size() - 1)),
            "an expression in the target of ON CONFLICT",
            "Name columns only: ON CONFLICT (a, b)");
      }
      binding.consume(span);
      changes
          .written(tokens.name(token), target, span)
          .ifPresent(column -> binding.use(new Use.ConflictTarget(target, column, span)));
    }
  }

  /** A constraint stays on the first column, also while the second is the one that is read. */
  private void conflictConstraint(Insert insert, Target target) {
    int name = afterOnConflict(insert) + 2;
    Span span = new Span(name, name);
    for (ProtectedColumn column : binding.names.protectedColumns(target.table())) {
      if (column.rotation().filter(r -> r.phase().readsSecond()).isPresent()) {
        binding.use(new Use.ConflictConstraint(column, span));
      }
    }
  }

  private int afterOnConflict(Insert insert) {
    TokenList tokens = binding.tokens();
    int token = binding.span(insert.getTable()).last();
    while (token < tokens.size()
        && !(tokens.isWord(token, "ON")
            && token + 1 < tokens.size()
            && tokens.isWord(token + 1, "CONFLICT"))) {
      token++;
    }
    return token + 2;
  }
}
