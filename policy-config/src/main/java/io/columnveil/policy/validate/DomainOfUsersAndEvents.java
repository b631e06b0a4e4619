package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.PolicyDraft;
import java.util.List;
import java.util.Optional;

/**
 * A domain has columns of tables of both kinds: an event's ciphertext can be copied into a user
 * column, which may be decrypted for good, so its encryption is only as irreversible as theirs.
 */
final class DomainOfUsersAndEvents implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (List<ColumnEntry> columns : Domains.of(draft)) {
      ColumnEntry first = columns.get(0);
      Optional<ColumnEntry> other =
          columns.stream().filter(c -> c.table().kind() != first.table().kind()).findFirst();
      other.ifPresent(
          column ->
              problems.warning(
                  draft.positions().of(column.rule(), "domain"),
                  "columns "
                      + first
                      + " and "
                      + column
                      + " share the keys of a domain, but only one of their tables is of kind"
                      + " event",
                  "Use a domain of its own where encryption must be irreversible"));
    }
  }
}
