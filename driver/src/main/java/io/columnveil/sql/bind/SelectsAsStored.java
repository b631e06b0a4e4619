package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a query only selects protected columns, as they are stored. One in a view or a function
 * must: its text is not the statement's and cannot be edited, so what it compared or computed would
 * be ciphertext.
 */
final class SelectsAsStored {

  private SelectsAsStored() {}

  /**
   * Whether a query does.
   *
   * @param binding what binding it has found
   * @param query what it gives
   */
  static boolean is(Binding binding, BoundQuery query) {
    return binding.uses.stream().allMatch(SelectsAsStored::isSelection)
        && binding.queries.stream().allMatch(q -> q.usesAsWhole().isEmpty())
        && query.outputs().stream().noneMatch(SelectsAsStored::isReadElsewhere);
  }

  /** A column with which it does more than that. */
  static Optional<ProtectedColumn> otherwise(Binding binding) {
    return Stream.concat(
            binding.uses.stream().filter(use -> !isSelection(use)),
            binding.queries.stream().flatMap(query -> query.usesAsWhole().stream()))
        .map(Use::column)
        .findFirst();
  }

  private static boolean isSelection(Use use) {
    return use instanceof Use.Projection || use instanceof Use.HandedOn;
  }

  /** The query names the column itself while statements must read another one. */
  private static boolean isReadElsewhere(Output output) {
    return output.lineage() instanceof Lineage.Stored stored
        && (stored.column().storedIn().isPresent()
            || stored.column().isDeterministic()
                && stored.column().rotation().map(r -> r.phase().readsSecond()).orElse(false));
  }
}
