package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.PolicyDraft;

/** One thing that must hold of a policy. Stateless. */
interface PolicyCheck {

  /** Reports each place where it does not hold. */
  void check(PolicyDraft draft, Problems problems);
}
