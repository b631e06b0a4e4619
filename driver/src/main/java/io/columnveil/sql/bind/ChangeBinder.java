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
    Optional<Target> around = binding.target;
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
    Target target = target(update.getTable(), scope);
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
    Target target = target(delete.getTable(), scope);
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
  Target target(Table table, Scope scope) {
    Target target = queries.from().target(table, scope);
    Span place = binding.span(table);
    requireNoReachingCode(target.relation(), place);
    requireNoReachingCode(target.table(), place);
    requireNoneSetOnUpdate(target.table(), place);
    scope.add(target.source());
    binding.target = Optional.of(target);
    return target;
  }

  private void requireNoReachingCode(Relation relation, Span place) {
    boolean protectedTable = !binding.names.protectedColumns(relation).isEmpty();
    if (!protectedTable && binding.names.catalog().hasReachingCode(relation)) {
      throw binding.refusal(
          ErrorCode.OPAQUE_CODE,
          place,
          "triggers, rules or foreign keys of '"
              + relation.name()
              + "' reach protected tables, and what they would write cannot be seen from here",
          "Take the protected table out of them");
    }
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
  Optional<ProtectedColumn> targetColumn(Column column, Target target) {
    return targetColumn(binding.span(column), target);
  }

  Optional<ProtectedColumn> targetColumn(Span span, Target target) {
    binding.consume(span);
    String name = binding.tokens().name(span.last());
    boolean hidden =
        binding.names.isHidden(target.relation(), name)
            || target.source().fields().stream().anyMatch(f -> f.hidden() && f.name().equals(name));
    if (hidden) {
      throw binding.refusal(
          ErrorCode.UNKNOWN_COLUMN,
          span,
          "column \"" + name + "\" of \"" + target.relation().name() + "\" does not exist",
          Binding.NAME_THE_COLUMN);
    }
    return written(name, target, span);
  }

  /** The protected column that a name means, which must be one that can be written with all. */
  Optional<ProtectedColumn> written(String name, Target target, Span place) {
    Optional<ProtectedColumn> column = target.column(name);
    column.ifPresent(known -> requireCompanions(known, target, place));
    return column;
  }

  /** A lookup column must be true for every row, so what writes the one must write the other. */
  private void requireCompanions(ProtectedColumn column, Target target, Span place) {
    if (!column.hasCompanions() || target.companion(column, "").isPresent()) {
      return;
    }
    boolean rotated = column.rotation().isPresent();
    throw binding.refusal(
        ErrorCode.OPERATION_NOT_POSSIBLE,
        place,
        rotated
            ? "the equality key of "
                + column.shortName()
                + " is being rotated, and what is written beside it cannot be reached through view"
                + " '"
                + target.relation().name()
                + "' meanwhile"
            : "view '"
                + target.relation().name()
                + "' does not select the lookup column of "
                + column.shortName()
                + ", which has to be written with it ("
                + column.rule()
                + ")",
        rotated
            ? "Write to '" + target.table().name() + "' itself, or when the rotation is done"
            : "Let the view select the lookup column as well (applications do not see it there"
                + " either), or write to '"
                + target.table().name()
                + "' itself");
  }

  /**
   * What a change gives back.
   *
   * @param target the table that is changed
   * @param scope what the names of the clause mean
   */
  Optional<BoundQuery> returning(@Nullable ReturningClause clause, Target target, Scope scope) {
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
  private Scope delta(Target target) {
    Scope scope = new Scope(null);
    scope.add(target.under(""));
    return scope;
  }

  /** PostgreSQL 18 calls the row before and after the change OLD and NEW, or as the clause says. */
  private void versions(ReturningClause clause, Target target, Scope scope) {
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
        scope.addQualifiedOnly(target.under(name));
      }
    }
  }
}
