package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.model.RoleRule;

/** A role that no database user and no database role holds. */
final class RoleWithoutHolders implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (RoleRule role : draft.policy().roles()) {
      if (draft.positions().isComplete(role)
          && role.databaseUsers().isEmpty()
          && role.databaseRoles().isEmpty()) {
        problems.error(
            role.location(),
            "nobody can hold role '" + role.name() + "'",
            "Name its holders under databaseUsers or databaseRoles");
      }
    }
  }
}
