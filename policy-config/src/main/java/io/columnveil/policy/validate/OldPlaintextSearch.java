package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.PolicyDraft;

/** searchOldPlaintext is set where there is no search at all. */
final class OldPlaintextSearch implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (ColumnEntry entry : ColumnEntry.allComplete(draft)) {
      if (entry.rule().searchOldPlaintext() && !entry.rule().scheme().answersEquality()) {
        problems.warning(
            draft.positions().of(entry.rule(), "searchOldPlaintext"),
            "searchOldPlaintext of " + entry + " has no effect: the column cannot be searched",
            "Leave it out, or add a lookup");
      }
    }
  }
}
