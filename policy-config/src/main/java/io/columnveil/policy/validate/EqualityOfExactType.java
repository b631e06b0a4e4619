package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TypeName;

/**
 * Equality is asked of a type that has no canonical form: approximate numbers, and numerics without
 * a scale (1.0 and 1.00 are equal but are not written alike).
 */
final class EqualityOfExactType implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (ColumnEntry entry : ColumnEntry.allComplete(draft)) {
      ColumnRule rule = entry.rule();
      if (!rule.scheme().answersEquality()) {
        continue;
      }
      LogicalType type = rule.type();
      String key = rule.scheme() instanceof Scheme.Deterministic ? "scheme" : "lookup";
      if (type.isApproximate()) {
        problems.error(
            draft.positions().of(rule, key),
            "column "
                + entry
                + " of type "
                + type
                + " cannot answer equality: its values are approximate",
            "Use scheme: randomized without a lookup, or a numeric type with a scale");
      } else if (type.name() == TypeName.NUMERIC && type.scale() < 0) {
        problems.error(
            draft.positions().of(rule, "type"),
            "column " + entry + " answers equality, but its type has no scale",
            "Write numeric(precision, scale)");
      }
    }
  }
}
