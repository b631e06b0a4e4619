package io.columnveil.cli;

import io.columnveil.policy.model.ColumnId;

/** How columns are printed. */
final class ColumnNames {

  private ColumnNames() {}

  /** {@code schema.table.column}, without the schema where it is the database's default. */
  static String of(ColumnId id) {
    return (id.schema().isEmpty() ? "" : id.schema() + ".") + id.table() + "." + id.column();
  }
}
