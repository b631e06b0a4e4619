package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.CanonicalType;
import io.columnveil.policy.model.PolicyDraft;
import java.util.List;

/** Columns of a domain are compared as stored, so they need one canonical type. */
final class DomainOfOneType implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (List<ColumnEntry> columns : Domains.of(draft)) {
      ColumnEntry first = columns.get(0);
      CanonicalType type = CanonicalType.of(first.rule().type());
      for (ColumnEntry column : columns) {
        CanonicalType other = CanonicalType.of(column.rule().type());
        if (!other.equals(type)) {
          problems.error(
              draft.positions().of(column.rule(), "domain"),
              String.format(
                  "columns %s (%s) and %s (%s) are of one domain but cannot be compared",
                  first, type, column, other),
              "Give them the same type (numerics the same scale), or another domain");
        }
      }
    }
  }
}
