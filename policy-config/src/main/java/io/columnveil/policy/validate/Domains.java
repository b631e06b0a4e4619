package io.columnveil.policy.validate;

import io.columnveil.policy.model.PolicyDraft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of each domain that the policy names. */
final class Domains {

  private Domains() {}

  /** Columns by domain, each in the order of the file. */
  static Collection<List<ColumnEntry>> of(PolicyDraft draft) {
    Map<String, List<ColumnEntry>> columns = new LinkedHashMap<>();
    for (ColumnEntry entry : ColumnEntry.allComplete(draft)) {
      entry
          .rule()
          .domain()
          .ifPresent(d -> columns.computeIfAbsent(d, n -> new ArrayList<>()).add(entry));
    }
    return columns.values();
  }
}
