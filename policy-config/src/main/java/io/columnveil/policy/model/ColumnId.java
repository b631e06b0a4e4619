package io.columnveil.policy.model;

/**
 * A real column, by the names that the database's catalog holds.
 *
 * @param schema schema
 * @param table table
 * @param column column
 */
public record ColumnId(String schema, String table, String column) {

  /** {@code schema.table.column}. */
  @Override
  public String toString() {
    return schema + "." + table + "." + column;
  }
}
