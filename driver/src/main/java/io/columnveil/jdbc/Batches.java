package io.columnveil.jdbc;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.sql.plan.StatementPlan;
import java.util.List;

/** Batches of statements of which each has its own plan. */
final class Batches {

  private Batches() {}

  /** The entry by whose rules errors of the batch are treated: a rewritten one, if there is any. */
  static int strictest(List<Planned> entries) {
    int strictest = 0;
    for (int i = 0; i < entries.size(); i++) {
      StatementPlan plan = entries.get(i).plan();
      if (plan instanceof StatementPlan.Rewritten) {
        return i;
      }
      if (plan.effect().compareTo(entries.get(strictest).plan().effect()) > 0) {
        strictest = i;
      }
    }
    return strictest;
  }

  /** The refusal of a batch whose entries were encoded for another state of the session. */
  static Issue changed() {
    return Issue.error(
        ErrorCode.SETTING_REFUSED,
        "the session's role, the catalog or the keyring changed while a batch was pending",
        "Clear the batch and add its entries again");
  }
}
