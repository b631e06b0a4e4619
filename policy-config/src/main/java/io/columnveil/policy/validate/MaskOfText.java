package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Mask;
import io.columnveil.policy.model.PolicyDraft;

/** Masks keep characters, so only text can be masked; a mask that keeps all of it is suspicious. */
final class MaskOfText implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (ColumnEntry entry : ColumnEntry.allComplete(draft)) {
      if (entry.rule().mask().isEmpty()) {
        continue;
      }
      Mask mask = entry.rule().mask().get();
      LogicalType type = entry.rule().type();
      if (!type.isText()) {
        problems.error(
            draft.positions().of(entry.rule(), "mask"),
            "column "
                + entry
                + " of type "
                + type
                + " has a mask, which keeps characters of a text",
            "Leave the mask out and grant decrypt to fewer roles, or use denied: null");
      } else if (type.length() >= 0 && mask.keepFirst() + mask.keepLast() >= type.length()) {
        problems.warning(
            draft.positions().of(entry.rule(), "mask"),
            "the mask of " + entry + " keeps all characters that a " + type + " can hold",
            "Keep fewer characters");
      }
    }
  }
}
