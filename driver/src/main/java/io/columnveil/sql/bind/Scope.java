package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What names mean at one place of a statement: the sources of its query, then the outer ones. */
final class Scope {

  /**
   * A field that a name means.
   *
   * @param source where
   * @param field which
   * @param join the USING that merged it with another, for a bare name
   */
  record Found(Source source, int field, Optional<MergedJoin> join) {

    Field get() {
      return source.fields().get(field);
    }
  }

  private final @Nullable Scope outer;
  private final List<Source> sources = new ArrayList<>();
  private final Map<String, BoundQuery> commonTables = new HashMap<>();
  private final Map<String, Found> merged = new LinkedHashMap<>();
  private final List<Found> mergedAway = new ArrayList<>();
  private final List<Source> qualifiedOnly = new ArrayList<>();
  private List<Output> results = List.of();
  private Evaluated evaluated = Evaluated.FOR_ROWS;
  private boolean rightJoined;
  private @Nullable Recursion recursion;

  Scope(@Nullable Scope outer) {
    this.outer = outer;
  }

  void add(Source source) {
    sources.add(source);
  }

  /** A source whose fields are found only with its name before them, as EXCLUDED's. */
  void addQualifiedOnly(Source source) {
    sources.add(source);
    qualifiedOnly.add(source);
  }

  List<Source> sources() {
    return sources;
  }

  /** Where an entry of FROM looks that is not LATERAL: past its neighbours. */
  Scope withoutSources() {
    Scope visible = new Scope(outer);
    visible.commonTables.putAll(commonTables);
    return visible;
  }

  /** The next set operation is that of a recursive query. */
  void recurse(Recursion query) {
    recursion = query;
  }

  /** The recursive query whose branches come next, once. */
  Optional<Recursion> takeRecursion() {
    for (Scope at = this; at != null; at = at.outer) {
      Recursion found = at.recursion;
      if (found != null) {
        at.recursion = null;
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  void define(String name, BoundQuery query) {
    commonTables.put(name, query);
  }

  Optional<BoundQuery> commonTable(String name) {
    BoundQuery here = commonTables.get(name);
    if (here != null) {
      return Optional.of(here);
    }
    return outer == null ? Optional.empty() : outer.commonTable(name);
  }

  /**
   * Says for what the parts of the query that are bound next are evaluated; gives the last such.
   */
  Evaluated evaluate(Evaluated next) {
    Evaluated before = evaluated;
    evaluated = next;
    return before;
  }

  /** For what an operand is evaluated that is bound now. */
  Evaluated evaluated(StoredOperand operand) {
    return operand instanceof Reference reference && !sources.contains(reference.source())
        ? Evaluated.UNTOLD
        : evaluated;
  }

  /** Says that an aggregate, or what may be one, is bound next; gives what was before. */
  Evaluated aggregate(boolean known) {
    boolean ofRows = known || evaluated == Evaluated.FOR_ROWS;
    return evaluate(ofRows ? Evaluated.FOR_ROWS : Evaluated.UNTOLD);
  }

  /** Says that a RIGHT JOIN was bound. */
  void rightJoin() {
    rightJoined = true;
  }

  /** Whether a RIGHT JOIN was bound before. */
  boolean isRightJoined() {
    return rightJoined;
  }

  /**
   * The results of this query can be named from here on, where none of its sources has the name.
   */
  void nameResults(List<Output> outputs) {
    results = List.copyOf(outputs);
  }

  /** The result that a bare name means before anything further out. */
  Optional<Output> result(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (!scope.findHere(List.of(), name).isEmpty()) {
        return Optional.empty();
      }
      Optional<Output> named =
          scope.results.stream().filter(output -> output.name().equals(name)).findFirst();
      if (named.isPresent()) {
        return named;
      }
    }
    return Optional.empty();
  }

  void merge(MergedJoin join, MergedJoin.Pair pair, boolean keepRight) {
    Found left = new Found(pair.left(), pair.leftField(), Optional.of(join));
    Found right = new Found(pair.right(), pair.rightField(), Optional.of(join));
    merged.put(pair.name(), keepRight ? right : left);
    mergedAway.add(keepRight ? left : right);
  }

  Map<String, Found> mergedColumns() {
    return merged;
  }

  boolean isMergedAway(Source source, int field) {
    return mergedAway.stream().anyMatch(f -> f.source() == source && f.field() == field);
  }

  /** Every field that a dotted path may mean in the innermost query where it means one. */
  List<Found> find(List<String> path) {
    List<String> qualifier = path.subList(0, path.size() - 1);
    String name = path.get(path.size() - 1);
    for (Scope scope = this; scope != null; scope = scope.outer) {
      List<Found> found = scope.findHere(qualifier, name);
      if (!found.isEmpty() || scope.mayHideName(qualifier)) {
        return found;
      }
    }
    return List.of();
  }

  private List<Found> findHere(List<String> qualifier, String name) {
    if (qualifier.isEmpty() && merged.containsKey(name)) {
      return List.of(merged.get(name));
    }
    List<Found> found = new ArrayList<>();
    for (Source source : sources) {
      if (qualifier.isEmpty() ? !qualifiedOnly.contains(source) : source.isNamedBy(qualifier)) {
        for (int i = 0; i < source.fields().size(); i++) {
          if (source.fields().get(i).name().equals(name)) {
            found.add(new Found(source, i, Optional.empty()));
          }
        }
      }
    }
    return found;
  }

  /** A qualifier that names a source here is not looked up further out. */
  private boolean mayHideName(List<String> qualifier) {
    return !qualifier.isEmpty() && sources.stream().anyMatch(s -> s.isNamedBy(qualifier));
  }

  /** Whether a name may belong to a source whose columns are not known. */
  boolean hasOpaqueSource() {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.sources.stream().anyMatch(s -> s instanceof OpaqueSource)) {
        return true;
      }
    }
    return false;
  }

  /** The source of that name, for {@code t.*} and whole-row references. */
  Optional<Source> source(List<String> qualifier) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      for (Source source : scope.sources) {
        if (source.isNamedBy(qualifier)) {
          return Optional.of(source);
        }
      }
    }
    return Optional.empty();
  }

  /** What {@code *} stands for here, in the order of the SQL standard: merged columns first. */
  Star star(Span span) {
    List<Star.StarField> fields = new ArrayList<>();
    merged.values().forEach(f -> fields.add(new Star.StarField(f.source(), f.field(), f.join())));
    for (Source source : sources) {
      if (!qualifiedOnly.contains(source)) {
        addFields(source, fields, true);
      }
    }
    return new Star(span, false, fields);
  }

  /** What {@code t.*} stands for. */
  Star star(Span span, Source source) {
    List<Star.StarField> fields = new ArrayList<>();
    addFields(source, fields, false);
    return new Star(span, false, fields);
  }

  private void addFields(Source source, List<Star.StarField> fields, boolean withoutMerged) {
    if (source instanceof OpaqueSource) {
      fields.add(new Star.StarField(source, -1, Optional.empty()));
      return;
    }
    for (int i = 0; i < source.fields().size(); i++) {
      if (!source.fields().get(i).hidden() && !(withoutMerged && isMerged(source, i))) {
        fields.add(new Star.StarField(source, i, Optional.empty()));
      }
    }
  }

  private boolean isMerged(Source source, int field) {
    return isMergedAway(source, field)
        || merged.values().stream().anyMatch(f -> f.source() == source && f.field() == field);
  }
}
