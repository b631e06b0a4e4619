package io.columnveil.engine;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import org.jspecify.annotations.Nullable;

/** For sessions that may decrypt the column. */
final class PlaintextReader implements CellReader {

  private final ProtectedColumn column;
  private final StoredValues values;

  PlaintextReader(ProtectedColumn column, StoredValues values) {
    this.column = column;
    this.values = values;
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
    return stored == null ? null : values.plaintext(stored);
  }
}
