package io.columnveil.engine;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.protect.ColumnProtector;
import org.jspecify.annotations.Nullable;

/** For sessions that may decrypt the column. */
record PlaintextReader(ProtectedColumn column, ColumnProtector protector) implements CellReader {

  @Override
  public @Nullable Object read(@Nullable Object stored) {
    return protector.decrypt(stored);
  }
}
