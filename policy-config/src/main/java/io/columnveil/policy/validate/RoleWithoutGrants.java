package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.model.RoleRule;

/** A role that allows nothing: most likely a grant is still missing. */
final class RoleWithoutGrants implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (RoleRule role : draft.policy().roles()) {
      boolean nothing =
          draft.positions().isComplete(role)
              && role.decrypt().isEmpty()
              && role.unmask().isEmpty()
              && role.search().isEmpty()
              && !role.administer();
      if (nothing) {
        problems.warning(
            role.location(),
            "role '" + role.name() + "' allows nothing",
            "Add decrypt, search or administer");
      }
    }
  }
}
