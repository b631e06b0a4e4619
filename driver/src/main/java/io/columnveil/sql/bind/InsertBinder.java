package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.TokenList;
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
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.update.UpdateSet;

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

  Optional<BoundQuery> insert(Insert insert) {
    new Handled()
        .add(insert.getWithItemsList())
        .add(insert.getTable())
        .add(insert.getColumns())
        .add(insert.getSelect())
        .add(insert.getConflictTarget())
        .add(insert.getConflictAction())
        .add(insert.getReturningClause())
        .requireAll(binding, insert, "INSERT");
    Scope outer = new Scope(null);
    queries.commonTables().bind(insert.getWithItemsList(), outer);
    Scope scope = new Scope(outer);
    BaseTable target = changes.target(insert.getTable(), scope);
    List<String> names = new ArrayList<>();
    List<Optional<ProtectedColumn>> columns = new ArrayList<>();
    int listEnd = columnList(insert, target, names, columns);
    List<Span> spans =
        insert.getColumns() == null
            ? List.of()
            : insert.getColumns().stream().map(binding::span).toList();
    boolean hasList = insert.getColumns() != null && !insert.getColumns().isEmpty();
    List<BoundInsert.Row> rows = new ArrayList<>();
    Optional<BoundQuery> query = Optional.empty();
    if (insert.getSelect() instanceof Values values) {
      rows(values, columns, outer, rows);
    } else if (insert.getSelect() != null) {
      BoundQuery source = queries.bind(insert.getSelect(), outer);
      rows.add(queryRow(source, columns, binding.span(insert.getSelect())));
      query = Optional.of(source);
    }
    binding.insert =
        Optional.of(
            new BoundInsert(
                target.relation(), hasList, listEnd, names, columns, spans, rows, query));
    defaults(insert, target, columns, rows);
    conflict(insert, target, scope);
    return changes.returning(insert.getReturningClause(), scope);
  }

  private int columnList(
      Insert insert,
      BaseTable target,
      List<String> names,
      List<Optional<ProtectedColumn>> columns) {
    ExpressionList<Column> list = insert.getColumns();
    if (list == null || list.isEmpty()) {
      for (Field field : target.fields()) {
        if (!field.hidden()) {
          names.add(field.name());
          columns.add(
              field.lineage() instanceof Lineage.Stored stored
                  ? Optional.of(stored.column())
                  : Optional.empty());
        }
      }
      return endOfTarget(insert);
    }
    for (Column column : list) {
      names.add(binding.tokens().name(binding.span(column).last()));
      columns.add(changes.targetColumn(column, target));
    }
    return binding.span(list.get(list.size() - 1)).last();
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
      List<BoundInsert.Row> rows) {
    if (values.getExpressions() instanceof ParenthesedExpressionList<?> single
        && !areRows(single)) {
      // A single row has no place of its own; it ends where VALUES ends.
      rows.add(row(single, columns, scope, binding.span(values).last() - 1));
      return;
    }
    for (Expression list : values.getExpressions()) {
      if (!(list instanceof ParenthesedExpressionList<?> row)) {
        throw binding.notUnderstood(binding.span(values), "a row of VALUES without parentheses");
      }
      rows.add(row(row, columns, scope, binding.span(row).last() - 1));
    }
  }

  private static boolean areRows(ParenthesedExpressionList<?> list) {
    return !list.isEmpty()
        && list.stream().allMatch(e -> e instanceof ParenthesedExpressionList<?>)
        && list.size() > 1;
  }

  private BoundInsert.Row row(
      ParenthesedExpressionList<?> row,
      List<Optional<ProtectedColumn>> columns,
      Scope scope,
      int end) {
    if (row.size() > columns.size()) {
      throw binding.notUnderstood(new Span(end, end), "a row with more values than columns");
    }
    List<Optional<Assignment.AssignedValue>> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(changes.assigned(columns.get(i), row.get(i), scope, false));
    }
    return new BoundInsert.Row(values, end);
  }

  private BoundInsert.Row queryRow(
      BoundQuery source, List<Optional<ProtectedColumn>> columns, Span span) {
    if (!source.isComplete() || source.outputs().size() > columns.size()) {
      throw binding.notUnderstood(span, "a query whose columns do not match the table's");
    }
    boolean needsCompanion =
        columns.subList(0, source.outputs().size()).stream()
            .flatMap(Optional::stream)
            .anyMatch(c -> c.lookup().isPresent() || c.secondWritten().isPresent());
    if (needsCompanion && source.lastItemToken().isEmpty()) {
      throw binding.notUnderstood(
          span, "a grouped, distinct or combined query for a column with a lookup");
    }
    List<Optional<Assignment.AssignedValue>> values = new ArrayList<>();
    for (int i = 0; i < source.outputs().size(); i++) {
      values.add(selected(source.outputs().get(i), columns.get(i), span));
    }
    return new BoundInsert.Row(values, source.lastItemToken().orElse(-1));
  }

  private Optional<Assignment.AssignedValue> selected(
      Output output, Optional<ProtectedColumn> target, Span span) {
    if (target.isEmpty()) {
      output
          .operand()
          .ifPresent(
              o ->
                  binding.use(
                      new Use.Other(o, "storing it in a column that is not encrypted", o.span())));
      return Optional.empty();
    }
    if (output.given().isPresent()) {
      Operand operand = output.given().get();
      binding.use(new Use.Written(target.get(), operand, false));
      return Optional.of(new Assignment.AssignedValue.Given(operand));
    }
    if (output.operand().isPresent()) {
      binding.use(new Use.Copied(target.get(), output.operand().get(), false));
      return Optional.of(new Assignment.AssignedValue.FromStored(output.operand().get()));
    }
    binding.use(new Use.WrittenFromComputation(target.get(), span));
    return Optional.empty();
  }

  /** Columns that get no value are filled in by the database, which must not be plaintext. */
  private void defaults(
      Insert insert,
      BaseTable target,
      List<Optional<ProtectedColumn>> columns,
      List<BoundInsert.Row> rows) {
    int given = rows.stream().mapToInt(r -> r.values().size()).min().orElse(0);
    List<ProtectedColumn> written =
        columns.subList(0, given).stream().flatMap(Optional::stream).toList();
    for (ProtectedColumn column : binding.names.protectedColumns(target.relation())) {
      if (!written.contains(column) && changes.fillsIn(column)) {
        binding.use(new Use.WrittenFromComputation(column, binding.span(insert.getTable())));
      }
    }
  }

  private void conflict(Insert insert, BaseTable target, Scope scope) {
    if (insert.getConflictTarget() != null) {
      if (insert.getConflictTarget().getWhereExpression() != null) {
        queries.condition(insert.getConflictTarget().getWhereExpression(), "ON CONFLICT", scope);
      }
      if (insert.getConflictTarget().getConstraintName() == null) {
        conflictColumns(insert, target);
      }
    }
    InsertConflictAction action = insert.getConflictAction();
    if (action == null || action.getUpdateSets() == null) {
      return;
    }
    Scope update = new Scope(scope);
    update.addQualifiedOnly(
        new BaseTable(
            target.relation(), binding.names.fold("excluded"), true, binding.names.protections()));
    for (UpdateSet set : action.getUpdateSets()) {
      changes.set(set, target, update);
    }
    queries.condition(action.getWhereExpression(), "ON CONFLICT DO UPDATE WHERE", update);
  }

  /** The column names in the parentheses after ON CONFLICT, which the parser holds as text. */
  private void conflictColumns(Insert insert, BaseTable target) {
    TokenList tokens = binding.tokens();
    int token = 0;
    while (token < tokens.size()
        && !(tokens.isWord(token, "ON")
            && token + 1 < tokens.size()
            && tokens.isWord(token + 1, "CONFLICT"))) {
      token++;
    }
    token += 3;
    int count = insert.getConflictTarget().getIndexElements().size();
    for (int i = 0; i < count; i++, token += 2) {
      Span span = new Span(token, token);
      boolean simple =
          token + 1 < tokens.size() && (tokens.is(token + 1, ",") || tokens.is(token + 1, ")"));
      if (!simple) {
        throw binding.notUnderstood(
            new Span(Math.min(token, tokens.size() - 1), Math.min(token, tokens.size() - 1)),
            "an expression in the target of ON CONFLICT");
      }
      binding.consume(span);
      String name = tokens.name(token);
      binding
          .names
          .protections()
          .find(target.relation().schema(), target.relation().name(), name)
          .ifPresent(column -> binding.use(new Use.ConflictTarget(column, span)));
    }
  }
}
