package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.PolicyDraft;

/** Only text can be trimmed or put into lower case. */
final class NormalizeOfText implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (ColumnEntry entry : ColumnEntry.allComplete(draft)) {
      ColumnRule rule = entry.rule();
      boolean normalizes =
          rule.scheme().companion().filter(l -> !l.normalize().isEmpty()).isPresent();
      if (normalizes && !rule.type().isText()) {
        problems.error(
            draft.positions().of(rule, "lookup.normalize"),
            "column "
                + entry
                + " of type "
                + rule.type()
                + " is normalized, which is for text only",
            "Leave normalize out");
      }
    }
  }
}
