package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A WITH RECURSIVE query that its own later branches select from. Its first branch says what its
 * columns are; in the end all branches must agree.
 */
final class Recursion {

  private final String name;
  private final List<String> columnNames;
  private final Scope scope;
  private @Nullable BoundQuery inside;

  /**
   * A query that names itself.
   *
   * @param columnNames the list of names behind its own, possibly empty
   * @param scope where the branches find it
   */
  Recursion(String name, List<String> columnNames, Scope scope) {
    this.name = name;
    this.columnNames = List.copyOf(columnNames);
    this.scope = scope;
  }

  /** From here on its name means what the first branch gives. */
  void begin(BoundQuery first, Span place) {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < first.outputs().size(); i++) {
      Output output = first.outputs().get(i);
      String column = i < columnNames.size() ? columnNames.get(i) : output.name();
      outputs.add(
          output.lineage() instanceof Lineage.Stored stored
              ? Output.stored(column, new Chosen(stored.column(), place))
              : Output.of(column, output.lineage()));
    }
    BoundQuery query = new BoundQuery(outputs, first.isComplete(), OptionalInt.empty());
    inside = query;
    scope.define(name, query);
  }

  /** Whether the columns of the whole are what the branches took them for. */
  boolean isAgreed(BoundQuery whole) {
    BoundQuery assumed = inside;
    if (assumed == null || assumed.outputs().size() != whole.outputs().size()) {
      return !whole.hasProtectedOutputs();
    }
    for (int i = 0; i < whole.outputs().size(); i++) {
      if (!assumed.outputs().get(i).lineage().equals(whole.outputs().get(i).lineage())) {
        return false;
      }
    }
    return true;
  }

  /** What the branches ask of the query is asked of the whole. */
  void end(BoundQuery whole) {
    Optional.ofNullable(inside).ifPresent(query -> query.standFor(whole));
  }
}
