package io.columnveil.engine;

import io.columnveil.policy.model.ProtectedColumn;
import org.jspecify.annotations.Nullable;

/** For sessions without decrypt on a column whose policy shows them nothing. */
record NullReader(ProtectedColumn column) implements CellReader {

  @Override
  public @Nullable Object read(@Nullable Object stored) {
    return null;
  }
}
