package io.columnveil.sql.bind;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A lookup column that the definition of a view selects.
 *
 * @param source where from; empty where branches of a UNION ALL give it
 * @param field number of the field
 * @param outputs numbers of the outputs of the branches whose tokens it holds
 */
record LookupItem(Optional<Source> source, int field, Set<Integer> outputs) {

  LookupItem {
    outputs = Set.copyOf(outputs);
  }

  static LookupItem of(Source source, int field) {
    return new LookupItem(Optional.of(source), field, Set.of());
  }

  /** What the branches of a UNION ALL make of one of their columns, if it is a lookup column. */
  static Optional<LookupItem> union(List<BoundQuery> branches, int column) {
    Set<Integer> outputs = new TreeSet<>();
    for (int i = 0; i < branches.get(0).outputs().size(); i++) {
      int output = i;
      if (branches.stream().allMatch(branch -> holds(branch, column, output))) {
        outputs.add(output);
      }
    }
    return outputs.isEmpty()
        ? Optional.empty()
        : Optional.of(new LookupItem(Optional.empty(), -1, outputs));
  }

  private static boolean holds(BoundQuery branch, int column, int output) {
    Output tokens = branch.outputs().get(column);
    Output values = branch.outputs().get(output);
    return column != output && tokens.isNull() && values.isNull()
        || tokens.lookup().filter(lookup -> lookup.isOf(output, values)).isPresent();
  }

  /** Whether it holds the tokens of an output. */
  boolean isOf(int index, Output output) {
    return outputs.contains(index)
        || output.operand().orElse(null) instanceof Reference reference
            && source.filter(s -> s == reference.source()).isPresent()
            && reference.source().companionField(reference.field()).orElse(-1) == field;
  }
}
