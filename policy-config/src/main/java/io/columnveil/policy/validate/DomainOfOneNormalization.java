package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.PolicyDraft;
import java.util.List;
import java.util.Optional;

/** Lookup tokens of a domain are compared as stored, so equal values need equal tokens. */
final class DomainOfOneNormalization implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (List<ColumnEntry> columns : Domains.of(draft)) {
      Optional<ColumnEntry> first =
          columns.stream().filter(c -> c.rule().scheme().companion().isPresent()).findFirst();
      for (ColumnEntry column : columns) {
        Optional<Lookup> lookup = column.rule().scheme().companion();
        if (lookup.isPresent() && !lookup.map(Lookup::normalize).equals(normalize(first))) {
          problems.error(
              draft.positions().of(column.rule(), "lookup"),
              "columns "
                  + first.orElse(column)
                  + " and "
                  + column
                  + " are of one domain but are normalized differently",
              "Normalize both in the same way, or give one another domain");
        }
      }
    }
  }

  private static Optional<?> normalize(Optional<ColumnEntry> entry) {
    return entry.flatMap(e -> e.rule().scheme().companion()).map(Lookup::normalize);
  }
}
