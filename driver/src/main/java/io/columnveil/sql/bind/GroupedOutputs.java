package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Which outputs of a query are also keys of its GROUP BY. All rows of a group agree in them, though
 * not in their ciphertexts.
 */
public final class GroupedOutputs {

  private final List<Output> outputs;
  private final List<StoredOperand> keys = new ArrayList<>();
  private boolean grouped;
  private boolean inSets;

  GroupedOutputs(List<Output> outputs) {
    this.outputs = outputs;
  }

  void groupBy(StoredOperand key) {
    keys.add(key);
  }

  /** The query has GROUP BY or DISTINCT: a row of it does not stand for one row of its tables. */
  void asGroups() {
    grouped = true;
  }

  /** The query has GROUPING SETS, ROLLUP or CUBE: rows of subtotals have NULL for some keys. */
  void asSets() {
    inSets = true;
  }

  boolean areGroups() {
    return grouped;
  }

  /** Whether a key can be NULL because the row is a subtotal. */
  public boolean areInSets() {
    return inSets;
  }

  /** An output that is also a key; its expression may be more than the name. */
  public record Key(Reference reference, Span expression) {}

  /** The outputs. */
  public List<Key> outputs() {
    List<Key> found = new ArrayList<>();
    for (Output output : outputs) {
      if (output.operand().orElse(null) instanceof Reference reference && isKey(reference)) {
        found.add(new Key(reference, output.item().orElse(reference.span())));
      }
    }
    return found;
  }

  /** Whether a name means a key. */
  public boolean isKey(Reference name) {
    return keys.stream().anyMatch(key -> isSameField(key, name));
  }

  private static boolean isSameField(StoredOperand key, Reference output) {
    return key instanceof Reference reference
        && reference.source() == output.source()
        && reference.field() == output.field();
  }
}
