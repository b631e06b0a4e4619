package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;

/** Binds the names of columns, and of tables where they stand for whole rows. */
final class ColumnBinder {

  /** PostgreSQL's, which every table has and no catalog of columns shows. */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("ctid", "tableoid", "xmin", "xmax", "cmin", "cmax");

  private final Binding binding;

  ColumnBinder(Binding binding) {
    this.binding = binding;
  }

  /** What a column's name stands for. */
  Value column(Column column, Scope scope) {
    Span span = binding.span(column);
    List<String> path = binding.path(span);
    String name = path.get(path.size() - 1);
    if (path.size() == 1) {
      requireNoProtectedResult(name, span, scope);
    }
    List<Scope.Found> found = scope.find(path);
    if (found.isEmpty()) {
      return unresolved(span, path, scope);
    }
    binding.consume(span);
    if (found.size() > 1) {
      if (found.stream().anyMatch(f -> !(f.get().lineage() instanceof Lineage.Plain))) {
        throw ambiguous(span, name);
      }
      return Value.PLAIN;
    }
    Scope.Found only = found.get(0);
    if (only.join().filter(MergedJoin::isAmbiguousBare).isPresent()) {
      throw ambiguous(span, name);
    }
    if (only.get().hidden()) {
      throw unknownColumn(span, name, Binding.NAME_THE_COLUMN);
    }
    binding.requireNotComputed(only.get(), span);
    only.join().ifPresent(join -> mergedName(span, only, join));
    if (only.get().lineage() instanceof Lineage.Stored stored) {
      Reference reference = new Reference(stored.column(), only.source(), only.field(), span);
      if (column.getArrayConstructor() != null) {
        binding.use(new Use.Other(reference, "a subscript", span));
        return Value.PLAIN;
      }
      return new Value.Stored(reference);
    }
    Optional<ListedColumn> list = only.source().listed(only.field());
    if (list.isPresent()) {
      ListedReference reference = ListedReference.of(list.get(), only.source(), only.field(), span);
      return only.join().isPresent() || column.getArrayConstructor() != null
          ? Value.PLAIN
          : new Value.Listed(reference);
    }
    if (only.get().lineage() instanceof Lineage.HandedOn) {
      return new Value.HandedOn(span);
    }
    return only.get().lineage() instanceof Lineage.Unknown ? Value.UNKNOWN : Value.PLAIN;
  }

  private void requireNoProtectedResult(String name, Span span, Scope scope) {
    boolean isProtected =
        scope
            .result(name)
            .filter(output -> !(output.lineage() instanceof Lineage.Plain))
            .isPresent();
    if (isProtected) {
      throw binding.notUnderstood(
          span,
          "a protected column that HAVING calls as it is called in the result",
          "Name the column itself");
    }
  }

  private void mergedName(Span span, Scope.Found found, MergedJoin join) {
    binding.mergedNames.add(
        new MergedName(span, join, MergedJoin.named(found.source(), found.field())));
  }

  /** The protected column that a name means, without taking it as used. */
  Optional<ProtectedColumn> protectedColumn(Column column, Scope scope) {
    List<Scope.Found> found = scope.find(binding.path(binding.span(column)));
    return found.size() == 1 && found.get(0).get().lineage() instanceof Lineage.Stored stored
        ? Optional.of(stored.column())
        : Optional.empty();
  }

  /** The lookup column that a name means, which only the definition of a view can name. */
  Optional<LookupItem> lookup(Column column, Scope scope) {
    Span span = binding.span(column);
    List<Scope.Found> found = scope.find(binding.path(span));
    if (found.size() != 1 || !found.get(0).get().hidden()) {
      return Optional.empty();
    }
    binding.consume(span);
    return Optional.of(LookupItem.of(found.get(0).source(), found.get(0).field()));
  }

  private Value unresolved(Span span, List<String> path, Scope scope) {
    String name = path.get(path.size() - 1);
    Optional<Source> row = scope.source(path);
    if (row.isPresent()) {
      return wholeRow(row, span);
    }
    if (!scope.hasOpaqueSource() && isProtectedName(name) || BoundQuery.isMadeName(name)) {
      throw unknownColumn(span, name);
    }
    if (path.size() > 1 && binding.names.catalog().backend() == Backend.POSTGRESQL) {
      requireNoCall(path.subList(0, path.size() - 1), name, span, scope);
    }
    if (!isProtectedName(name) && !binding.names.catalog().isReachingCode(name)) {
      binding.consume(span);
    }
    return Value.PLAIN;
  }

  /** PostgreSQL reads {@code t.f} as {@code f(t)} where t has no column f. */
  private void requireNoCall(List<String> qualifier, String name, Span span, Scope scope) {
    binding.requireKnownCode(name, span);
    Optional<Source> row = scope.source(qualifier);
    if (row.isEmpty() || SYSTEM_COLUMNS.contains(name)) {
      return;
    }
    if (holdsProtected(row.get())) {
      throw unknownColumn(span, name);
    }
    openly(row.get(), span);
  }

  private static boolean holdsProtected(Source source) {
    return source.hasProtectedFields() || source.hasHiddenFields();
  }

  /** A row as one value has the values of lists as they are. */
  private static void openly(Source source, Span span) {
    for (int field = 0; field < source.fields().size(); field++) {
      source.listed(field).ifPresent(list -> list.needOpenly(span));
    }
  }

  private boolean isProtectedName(String name) {
    return binding.relations.stream()
        .anyMatch(
            r ->
                binding.names.isHidden(r, name)
                    || binding.names.protectedColumns(r).stream()
                        .anyMatch(c -> c.id().column().equals(name)));
  }

  /** The row of the table before a star, as one value. */
  Value wholeRow(AllTableColumns star, Scope scope) {
    Span span = binding.span(star);
    return wholeRow(scope.source(binding.qualifier(span)), span);
  }

  private Value wholeRow(Optional<Source> source, Span span) {
    source.ifPresent(row -> openly(row, span));
    if (source.filter(ColumnBinder::holdsProtected).isPresent()) {
      throw binding.refusal(
          ErrorCode.OPERATION_NOT_POSSIBLE,
          span,
          "a whole row of '"
              + source.get().name()
              + "' holds protected columns and cannot be used"
              + " as one value",
          "Name the columns that you need");
    }
    binding.consume(span);
    return Value.PLAIN;
  }

  /** The rows of all tables before a star that names none, each as one value. */
  Value everyRow(AllColumns star, Scope scope) {
    Span span = binding.span(star);
    scope.sources().forEach(source -> wholeRow(Optional.of(source), span));
    return Value.PLAIN;
  }

  private RuntimeException ambiguous(Span span, String name) {
    return binding.refusal(
        ErrorCode.AMBIGUOUS_COLUMN,
        span,
        "column name '" + name + "' is ambiguous",
        "Write the table or its alias before it");
  }

  private RuntimeException unknownColumn(Span span, String name) {
    return unknownColumn(span, name, "Check its spelling and the tables in FROM");
  }

  private RuntimeException unknownColumn(Span span, String name, String remedy) {
    return binding.refusal(
        ErrorCode.UNKNOWN_COLUMN, span, "column \"" + name + "\" does not exist", remedy);
  }
}
