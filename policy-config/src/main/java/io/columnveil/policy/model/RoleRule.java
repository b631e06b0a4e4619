package io.columnveil.policy.model;

import io.columnveil.issue.Location;
import java.util.List;

/**
 * One entry under {@code roles:}.
 *
 * @param name name of the policy role
 * @param databaseUsers database users that hold it
 * @param databaseRoles database roles whose explicit members hold it
 * @param administer whether it may run administrative commands
 * @param decrypt columns it may decrypt and search
 * @param unmask columns whose mask does not apply to it
 * @param search columns it may search
 * @param location where it stands
 */
public record RoleRule(
    String name,
    List<String> databaseUsers,
    List<String> databaseRoles,
    boolean administer,
    List<GrantTarget> decrypt,
    List<GrantTarget> unmask,
    List<GrantTarget> search,
    Location location) {

  public RoleRule {
    databaseUsers = List.copyOf(databaseUsers);
    databaseRoles = List.copyOf(databaseRoles);
    decrypt = List.copyOf(decrypt);
    unmask = List.copyOf(unmask);
    search = List.copyOf(search);
  }
}
