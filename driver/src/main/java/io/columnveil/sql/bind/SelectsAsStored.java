package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;

/**
 * Whether a query only selects protected columns, as they are stored. One in a function must: its
 * text is not the statement's and cannot be edited, so what it compared or computed would be
 * ciphertext.
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

  private static boolean isSelection(Use use) {
    return use instanceof Use.Projection || use instanceof Use.HandedOn;
  }

  /** The query names the column itself while statements must read another one. */
  static boolean isReadElsewhere(Output output) {
    return output.lineage() instanceof Lineage.Stored stored && !isReadWhereItIs(stored.column());
  }

  /** Whether a column's ciphertext is read from the column itself. */
  static boolean isReadWhereItIs(ProtectedColumn column) {
    return column.storedIn().isEmpty()
        && !(column.isDeterministic()
            && column.rotation().map(r -> r.phase().readsSecond()).orElse(false));
  }
}
