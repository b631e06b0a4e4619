package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.PolicyDraft;
import java.util.List;
import java.util.Optional;

/** Deterministic ciphertext and lookup tokens of one domain cannot be compared with each other. */
final class DomainOfOneScheme implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (List<ColumnEntry> columns : Domains.of(draft)) {
      List<ColumnEntry> searchable =
          columns.stream().filter(c -> c.rule().scheme().answersEquality()).toList();
      if (searchable.isEmpty()) {
        continue;
      }
      ColumnEntry first = searchable.get(0);
      Optional<ColumnEntry> other =
          searchable.stream().filter(c -> usesLookup(c) != usesLookup(first)).findFirst();
      other.ifPresent(
          column ->
              problems.warning(
                  draft.positions().of(column.rule(), "domain"),
                  "columns "
                      + first
                      + " and "
                      + column
                      + " are of one domain, but one is deterministic and the other has a lookup,"
                      + " so they cannot be joined",
                  "Protect both in the same way if they are to be compared"));
    }
  }

  private static boolean usesLookup(ColumnEntry column) {
    return column.rule().scheme().companion().isPresent();
  }
}
