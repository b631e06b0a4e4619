package io.columnveil.policy.validate;

import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.model.TableRule;
import java.util.List;

/**
 * A column entry with the table entry that it stands in.
 *
 * @param table the table entry
 * @param rule the column entry
 */
record ColumnEntry(TableRule table, ColumnRule rule) {

  /** All that could be read in full, in the order of the file. */
  static List<ColumnEntry> allComplete(PolicyDraft draft) {
    return draft.policy().tables().stream()
        .flatMap(t -> t.columns().stream().map(c -> new ColumnEntry(t, c)))
        .filter(c -> draft.positions().isComplete(c.rule()))
        .toList();
  }

  /** {@code users.email}, as messages call it. */
  @Override
  public String toString() {
    return table.table() + "." + rule.column();
  }
}
