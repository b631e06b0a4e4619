package io.columnveil.sql.bind;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The lookup columns among the columns of a view, or of a query in the definition of one. They do
 * not exist for applications, and answer equality as those of the table do.
 *
 * @param hidden numbers of the lookup columns
 * @param companions by the number of a protected column that of its lookup column
 */
record ViewCompanions(Set<Integer> hidden, Map<Integer, Integer> companions) {

  ViewCompanions {
    hidden = Set.copyOf(hidden);
    companions = Map.copyOf(companions);
  }

  /** Those among the outputs of a query. */
  static ViewCompanions among(List<Output> outputs) {
    Set<Integer> hidden = new HashSet<>();
    Map<Integer, Integer> companions = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      Optional<LookupItem> lookup = outputs.get(i).lookup();
      if (lookup.isPresent()) {
        hidden.add(i);
        for (int j = 0; j < outputs.size(); j++) {
          if (lookup.get().isOf(j, outputs.get(j))) {
            companions.put(j, i);
          }
        }
      }
    }
    return new ViewCompanions(hidden, companions);
  }

  boolean areThere() {
    return !hidden.isEmpty();
  }

  boolean isHidden(int column) {
    return hidden.contains(column);
  }

  OptionalInt of(int column) {
    Integer companion = companions.get(column);
    return companion == null ? OptionalInt.empty() : OptionalInt.of(companion);
  }
}
