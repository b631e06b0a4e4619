package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.PolicyDraft;
import java.util.List;

/**
 * All checks of a policy. That a deterministic column has no lookup is not among them: the model
 * cannot express it, so the reader refuses it.
 */
public final class PolicyChecks {

  private static final List<PolicyCheck> ALL =
      List.of(
          new EntryTwice(),
          new CompanionTaken(),
          new CompanionOfPattern(),
          new MaskOfText(),
          new EqualityOfExactType(),
          new NormalizeOfText(),
          new DomainOfOneType(),
          new DomainOfOneNormalization(),
          new DomainOfOneScheme(),
          new DomainOfUsersAndEvents(),
          new OldPlaintextSearch(),
          new GrantOfKnownColumn(),
          new UnmaskWithoutDecrypt(),
          new RoleWithoutHolders(),
          new RoleWithoutGrants());

  private PolicyChecks() {}

  /** Runs all of them; what is wrong is added to the problems. */
  public static void run(PolicyDraft draft, Problems problems) {
    ALL.forEach(check -> check.check(draft, problems));
  }
}
