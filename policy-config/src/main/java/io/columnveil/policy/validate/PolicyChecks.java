package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.PolicyDraft;
import java.util.List;

/** All checks of a policy. */
public final class PolicyChecks {

  private static final List<PolicyCheck> ALL = List.of();

  private PolicyChecks() {}

  /** Runs all of them; what is wrong is added to the problems. */
  public static void run(PolicyDraft draft, Problems problems) {
    ALL.forEach(check -> check.check(draft, problems));
  }
}
