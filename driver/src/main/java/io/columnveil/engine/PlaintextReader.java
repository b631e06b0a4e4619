package io.columnveil.engine;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.protect.ColumnProtector;
import org.jspecify.annotations.Nullable;

/** For sessions that may decrypt the column. */
final class PlaintextReader implements CellReader {

  private final ProtectedColumn column;
  private final ColumnProtector protector;

  PlaintextReader(ProtectedColumn column, ColumnProtector protector) {
    this.column = column;
    this.protector = protector;
  }

  @Override
  public Storage storage() {
    return column.storage();
  }

  @Override
  public LogicalType type() {
    return column.type();
  }

  @Override
  public @Nullable Object read(@Nullable Object stored) {
    return protector.decrypt(stored);
  }
}
