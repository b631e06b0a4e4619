package io.columnveil.engine;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import org.jspecify.annotations.Nullable;

/** For sessions without decrypt on a column whose policy shows them nothing. */
final class NullReader implements CellReader {

  private final ProtectedColumn column;

  NullReader(ProtectedColumn column) {
    this.column = column;
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
    return null;
  }
}
