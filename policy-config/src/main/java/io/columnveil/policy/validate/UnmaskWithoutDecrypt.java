package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.GrantTarget;
import io.columnveil.policy.model.NamePattern;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.model.RoleRule;

/**
 * unmask alone shows nothing. Only a warning: a session may hold another role that decrypts the
 * column.
 */
final class UnmaskWithoutDecrypt implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (RoleRule role : draft.policy().roles()) {
      for (GrantTarget unmask : role.unmask()) {
        if (problems.isFull()) {
          return;
        }
        if (role.decrypt().stream().noneMatch(d -> overlap(d, unmask))) {
          problems.warning(
              unmask.location(),
              "role '" + role.name() + "' may unmask '" + unmask + "' but not decrypt it",
              "Grant decrypt too, if no other role of these sessions does");
        }
      }
    }
  }

  private static boolean overlap(GrantTarget a, GrantTarget b) {
    if (a.table().isEmpty() || b.table().isEmpty()) {
      return true;
    }
    return a.table().equals(b.table()) && overlap(a.column(), b.column());
  }

  private static boolean overlap(NamePattern a, NamePattern b) {
    return a.equals(b) || a.matches(b.text()) || b.matches(a.text());
  }
}
