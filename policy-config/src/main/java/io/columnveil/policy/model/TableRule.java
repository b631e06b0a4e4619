package io.columnveil.policy.model;

import io.columnveil.issue.Location;
import java.util.List;

/**
 * One entry under {@code tables:}.
 *
 * @param table the table or a pattern
 * @param kind user or event
 * @param columns its column entries, in the order of the file
 * @param location where it stands
 */
public record TableRule(
    TableName table, TableKind kind, List<ColumnRule> columns, Location location) {

  public TableRule {
    columns = List.copyOf(columns);
  }
}
