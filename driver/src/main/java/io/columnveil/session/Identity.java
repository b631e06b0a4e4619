package io.columnveil.session;

import java.util.Set;

/**
 * Who is connected, as the database knows it. Roles are explicit memberships only: that a superuser
 * may do everything makes it a member of nothing. Names are spelled as the catalog holds them.
 *
 * @param user the database user that was authenticated at connect
 * @param roles roles that the user is a member of or could become, directly or through others
 * @param current the role whose rights hold now
 * @param currentRoles roles whose rights the current role has without SET ROLE
 */
public record Identity(String user, Set<String> roles, String current, Set<String> currentRoles) {

  public Identity {
    roles = Set.copyOf(roles);
    currentRoles = Set.copyOf(currentRoles);
  }
}
