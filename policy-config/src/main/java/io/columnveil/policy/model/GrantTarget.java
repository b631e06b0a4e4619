package io.columnveil.policy.model;

import io.columnveil.issue.Location;
import java.util.Optional;

/**
 * The columns that one grant names: {@code *}, {@code table.*}, {@code table.column} or with a
 * schema.
 *
 * @param table the table; empty for {@code *}
 * @param column the column or pattern
 * @param location where it stands
 */
public record GrantTarget(Optional<TableName> table, NamePattern column, Location location) {

  /** As the policy writes it. */
  @Override
  public String toString() {
    return table.map(t -> t + ".").orElse("") + column;
  }
}
