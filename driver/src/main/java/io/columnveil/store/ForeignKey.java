package io.columnveil.store;

import io.columnveil.catalog.QualifiedName;
import java.util.List;

/**
 * A foreign key that changes rows by itself: CASCADE, SET NULL or SET DEFAULT.
 *
 * @param table the table that has it
 * @param columns its columns
 * @param target the table that it refers to
 * @param targetColumns the columns that it refers to
 */
record ForeignKey(
    QualifiedName table, List<String> columns, QualifiedName target, List<String> targetColumns) {

  ForeignKey {
    columns = List.copyOf(columns);
    targetColumns = List.copyOf(targetColumns);
  }
}
