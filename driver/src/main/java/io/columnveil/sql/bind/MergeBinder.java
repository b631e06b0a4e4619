package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.CanonicalText;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.merge.MergeDelete;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.merge.MergeOperation;
import net.sf.jsqlparser.statement.merge.MergeSide;
import net.sf.jsqlparser.statement.merge.MergeUpdate;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Binds MERGE INTO .. USING. */
final class MergeBinder {

  private final Binding binding;
  private final QueryBinder queries;
  private final ChangeBinder changes;
  private final InsertBinder inserts;

  MergeBinder(Binding binding, QueryBinder queries, ChangeBinder changes) {
    this.binding = binding;
    this.queries = queries;
    this.changes = changes;
    this.inserts = new InsertBinder(binding, queries, changes);
  }

  Optional<BoundQuery> merge(Merge merge, @Nullable Scope around) {
    new Handled()
        .add(merge.getWithItemsList())
        .add(merge.getTable())
        .add(merge.getFromItem())
        .add(merge.getOnCondition())
        .add(merge.getMergeInsert())
        .add(merge.getMergeUpdate())
        .add(merge.getOperations())
        .add(merge.getReturningClause())
        .requireAll(binding, merge, "MERGE");
    Scope outer = new Scope(around);
    queries.commonTables().bind(merge.getWithItemsList(), outer);
    Scope targetOnly = new Scope(outer);
    Target target = changes.target(merge.getTable(), targetOnly);
    Scope sourceOnly = new Scope(outer);
    queries.from().add(merge.getFromItem(), sourceOnly);
    // RETURNING * gives the source's columns first
    Scope both = new Scope(outer);
    sourceOnly.sources().forEach(both::add);
    both.add(target.source());
    queries.condition(merge.getOnCondition(), "ON", both);
    List<MergeOperation> operations = merge.getOperations();
    List<Integer> actions = actions();
    if (actions.size() != operations.size()) {
      throw binding.notUnderstood(binding.span(merge.getTable()), "the clauses of this MERGE");
    }
    for (int i = 0; i < operations.size(); i++) {
      operation(operations.get(i), actions.get(i), target, both, sourceOnly, targetOnly);
    }
    return changes.returning(merge.getReturningClause(), target, both);
  }

  /** The first tokens of what its WHEN clauses do; the parser gives them no place. */
  private List<Integer> actions() {
    TokenList tokens = binding.tokens();
    CanonicalText canonical = binding.statement.canonical();
    int end = canonical.change().last();
    List<Integer> actions = new ArrayList<>();
    int depth = 0;
    int choices = 0;
    for (int token = canonical.change().first(); token < end; token++) {
      if (tokens.is(token, "(")) {
        depth++;
      } else if (tokens.is(token, ")")) {
        depth--;
      } else if (depth == 0 && tokens.isWord(token, "CASE")) {
        choices++;
      } else if (depth == 0 && tokens.isWord(token, "END")) {
        choices--;
      } else if (depth == 0 && choices == 0 && tokens.isWord(token, "THEN")) {
        actions.add(token + 1);
      }
    }
    return actions;
  }

  private void operation(
      MergeOperation operation,
      int action,
      Target target,
      Scope both,
      Scope sourceOnly,
      Scope targetOnly) {
    TokenList tokens = binding.tokens();
    if (operation instanceof MergeUpdate update && tokens.isWord(action, "UPDATE")) {
      Scope scope = update.getSide() == MergeSide.SOURCE ? targetOnly : both;
      new Handled()
          .add(update.getUpdateSets())
          .add(update.getAndPredicate())
          .add(update.getWhereCondition())
          .add(update.getDeleteWhereCondition())
          .requireAll(binding, update, "MERGE");
      queries.condition(update.getAndPredicate(), "WHEN", scope);
      for (UpdateSet set : update.getUpdateSets()) {
        changes.sets().set(set, target, scope);
      }
      queries.condition(update.getWhereCondition(), "WHERE", scope);
      queries.condition(update.getDeleteWhereCondition(), "WHERE", scope);
    } else if (operation instanceof MergeInsert insert && tokens.isWord(action, "INSERT")) {
      insert(insert, action, target, sourceOnly);
    } else if (operation instanceof MergeDelete delete
        && (tokens.isWord(action, "DELETE") || tokens.isWord(action, "DO"))) {
      new Handled().add(delete.getAndPredicate()).requireAll(binding, delete, "MERGE");
      // DO NOTHING stands behind every side, NOT MATCHED included
      queries.condition(
          delete.getAndPredicate(),
          "WHEN",
          delete.getSide() == MergeSide.SOURCE ? targetOnly : both);
    } else {
      throw binding.notUnderstood(new Span(action, action), "this clause of MERGE");
    }
  }

  private void insert(MergeInsert insert, int action, Target target, Scope scope) {
    new Handled()
        .add(insert.getAndPredicate())
        .add(insert.getColumns())
        .add(insert.getValues())
        .add(insert.getWhereCondition())
        .requireAll(binding, insert, "MERGE");
    queries.condition(insert.getAndPredicate(), "WHEN", scope);
    queries.condition(insert.getWhereCondition(), "WHERE", scope);
    List<String> names = new ArrayList<>();
    List<Optional<ProtectedColumn>> columns = new ArrayList<>();
    inserts.columnList(insert.getColumns(), target, new Span(action, action), names, columns);
    boolean listed = insert.getColumns() != null && !insert.getColumns().isEmpty();
    List<Span> spans = new ArrayList<>();
    if (listed) {
      for (Column column : insert.getColumns()) {
        spans.add(binding.span(column));
      }
    }
    int listEnd = listed ? spans.get(spans.size() - 1).last() : action;
    List<? extends Expression> values = insert.getValues();
    List<WrittenRows.Row> rows =
        List.of(inserts.row(values, columns, scope, false, endOfValues(action, listed)));
    binding.written.add(
        new WrittenRows(
            target,
            listed ? WrittenRows.ColumnList.WRITTEN : WrittenRows.ColumnList.MISSING,
            listEnd,
            names,
            columns,
            spans,
            rows));
    inserts.defaults(new Span(action, action), target, columns, rows);
  }

  /** The last token inside the parentheses after VALUES. */
  private int endOfValues(int action, boolean listed) {
    TokenList tokens = binding.tokens();
    int token = listed ? tokens.matching(action + 1) + 1 : action + 1;
    while (token + 1 < tokens.size() && !tokens.isWord(token, "VALUES")) {
      token++;
    }
    int close = token + 1 < tokens.size() ? tokens.matching(token + 1) : -1;
    if (close < 0) {
      throw binding.notUnderstood(new Span(action, action), "the values of this INSERT");
    }
    return close - 1;
  }
}
