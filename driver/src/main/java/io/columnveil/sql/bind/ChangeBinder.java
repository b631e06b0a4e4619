package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Relation;
import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.ReturningOutputAlias;
import net.sf.jsqlparser.statement.ReturningReferenceType;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Binds UPDATE and DELETE, and what they share with other changes: targets and RETURNING. */
final class ChangeBinder {

  private final Binding binding;
  private final QueryBinder queries;
  private final ExpressionBinder expressions;
  private final SetBinder sets;
  private final ValueBinder values;

  ChangeBinder(Binding binding, QueryBinder queries) {
    this.binding = binding;
    this.queries = queries;
    this.expressions = queries.expressions();
    this.values = new ValueBinder(binding, expressions);
    this.sets = new SetBinder(binding, queries, this);
  }

  SetBinder sets() {
    return sets;
  }

  ValueBinder values() {
    return values;
  }

  /** A change inside WITH or on its own. */
  Optional<BoundQuery> change(Statement change, @Nullable Scope outer) {
    Optional<Relation> around = binding.target;
    Optional<BoundQuery> result;
    if (change instanceof Insert insert) {
      result = new InsertBinder(binding, queries, this).insert(insert, outer);
    } else if (change instanceof Update update) {
      result = update(update, outer);
    } else if (change instanceof Delete delete) {
      result = delete(delete, outer);
    } else if (change instanceof Merge merge) {
      result = new MergeBinder(binding, queries, this).merge(merge, outer);
    } else {
      throw binding.notUnderstood(
          new Span(0, 0), "a statement of this kind (" + change.getClass().getSimpleName() + ")");
    }
    if (outer != null) {
      binding.target = around;
    }
    return result;
  }

  private Optional<BoundQuery> update(Update update, @Nullable Scope outer) {
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
    Scope scope = new Scope(outer);
    queries.commonTables().bind(update.getWithItemsList(), scope);
    BaseTable target = target(update.getTable(), scope);
    if (update.getFromItem() != null) {
      queries.from().add(update.getFromItem(), scope);
    }
    queries.joins(update.getJoins(), scope);
    for (UpdateSet set : update.getUpdateSets()) {
      sets.set(set, target, scope);
    }
    queries.condition(update.getWhere(), "WHERE", scope);
    return returning(update.getReturningClause(), target, scope);
  }

  private Optional<BoundQuery> delete(Delete delete, @Nullable Scope outer) {
    new Handled()
        .add(delete.getWithItemsList())
        .add(delete.getTable())
        .add(delete.getUsingFromItemList())
        .add(delete.getJoins())
        .add(delete.getWhere())
        .add(delete.getReturningClause())
        .add(delete.getLimit())
        .requireAll(binding, delete, "DELETE");
    Scope scope = new Scope(outer);
    queries.commonTables().bind(delete.getWithItemsList(), scope);
    BaseTable target = target(delete.getTable(), scope);
    if (delete.getUsingFromItemList() != null) {
      delete.getUsingFromItemList().forEach(item -> queries.from().add(item, scope));
    }
    queries.joins(delete.getJoins(), scope);
    queries.condition(delete.getWhere(), "WHERE", scope);
    if (delete.getLimit() != null) {
      expressions.children(delete.getLimit(), "LIMIT", Optional.empty(), scope);
    }
    return returning(delete.getReturningClause(), target, scope);
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
    requireNoneSetOnUpdate(relation, binding.span(table));
    scope.add(base);
    binding.target = Optional.of(relation);
    return base;
  }

  /** H2's ON UPDATE stores a value of its own in every row that is changed, in plaintext. */
  private void requireNoneSetOnUpdate(Relation relation, Span place) {
    for (ProtectedColumn column : binding.names.protectedColumns(relation)) {
      boolean set =
          relation.columns().stream()
              .anyMatch(c -> c.setOnUpdate() && c.name().equals(column.id().column()));
      if (set) {
        throw binding.refusal(
            ErrorCode.OPERATION_NOT_POSSIBLE,
            place,
            "the database sets "
                + column.shortName()
                + " in plaintext whenever a row is changed (ON UPDATE, "
                + column.rule()
                + ")",
            "Drop ON UPDATE from the column, and set it from the application");
      }
    }
  }

  /** A column that is written, which must be one of the target's that applications may name. */
  Optional<ProtectedColumn> targetColumn(Column column, BaseTable target) {
    return targetColumn(binding.span(column), target);
  }

  Optional<ProtectedColumn> targetColumn(Span span, BaseTable target) {
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

  /**
   * What a change gives back.
   *
   * @param target the table that is changed
   * @param scope what the names of the clause mean
   */
  Optional<BoundQuery> returning(@Nullable ReturningClause clause, BaseTable target, Scope scope) {
    if (clause == null) {
      return Optional.empty();
    }
    if (clause.getDataItems() != null && !clause.getDataItems().isEmpty()) {
      throw binding.notUnderstood(binding.span(clause.get(0)), "this form of RETURNING");
    }
    versions(clause, target, scope);
    List<Output> outputs = new ArrayList<>();
    boolean complete =
        queries
            .selectLists()
            .bind(clause, binding.statement.canonical().isDelta() ? delta(target) : scope, outputs);
    int last = binding.span(clause.get(clause.size() - 1)).last();
    BoundQuery query = new BoundQuery(outputs, complete, OptionalInt.of(last));
    binding.queries.add(query);
    return Optional.of(query);
  }

  /** The select list of H2's delta tables sees the changed table only, which has no name there. */
  private Scope delta(BaseTable target) {
    Scope scope = new Scope(null);
    scope.add(new BaseTable(target.relation(), "", true, binding.names.protections()));
    return scope;
  }

  /** PostgreSQL 18 calls the row before and after the change OLD and NEW, or as the clause says. */
  private void versions(ReturningClause clause, BaseTable target, Scope scope) {
    if (binding.names.catalog().backend() != Backend.POSTGRESQL) {
      return;
    }
    String old = "old";
    String fresh = "new";
    if (clause.getOutputAliases() != null) {
      for (ReturningOutputAlias alias : clause.getOutputAliases()) {
        String name = binding.names.fold(alias.getAlias());
        if (alias.getReferenceType() == ReturningReferenceType.OLD) {
          old = name;
        } else {
          fresh = name;
        }
      }
    }
    for (String name : List.of(old, fresh)) {
      if (scope.source(List.of(name)).isEmpty()) {
        scope.addQualifiedOnly(
            new BaseTable(target.relation(), name, true, binding.names.protections()));
      }
    }
  }
}
