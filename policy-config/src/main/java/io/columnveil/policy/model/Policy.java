package io.columnveil.policy.model;

import io.columnveil.issue.Source;
import java.util.List;

/**
 * A whole, valid policy.
 *
 * @param source the file
 * @param keys key settings
 * @param tables table entries, in the order of the file
 * @param roles role entries
 */
public record Policy(
    Source source, KeySettings keys, List<TableRule> tables, List<RoleRule> roles) {

  public Policy {
    tables = List.copyOf(tables);
    roles = List.copyOf(roles);
  }
}
