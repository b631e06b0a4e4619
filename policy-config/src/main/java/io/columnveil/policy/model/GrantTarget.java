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

  /** Whether it covers a real column, given the name of the default schema. */
  public boolean matches(ColumnId id, String defaultSchema) {
    return column.matches(id.column())
        && table.map(t -> t.matches(id.schema(), id.table(), defaultSchema)).orElse(true);
  }

  /** As the policy writes it. */
  @Override
  public String toString() {
    return table.map(t -> t + ".").orElse("") + column;
  }
}
