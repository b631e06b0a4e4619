package io.columnveil.sql.check;

import io.columnveil.session.Grants;
import java.util.TreeSet;

/**
 * What rules know besides the statement.
 *
 * @param grants what the session may do
 * @param canSeal whether keys are at hand, so that values can be encrypted
 */
public record CheckContext(Grants grants, boolean canSeal) {

  /** Who is refused, to be followed by "may ...". */
  String who() {
    if (!canSeal) {
      return "this process has no access to the keys, so no session";
    }
    return grants.roles().isEmpty()
        ? "this session has no role in the policy, and without one nobody"
        : "none of this session's policy roles ("
            + String.join(", ", new TreeSet<>(grants.roles()))
            + ")";
  }
}
