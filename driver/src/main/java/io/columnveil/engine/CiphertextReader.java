package io.columnveil.engine;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import org.jspecify.annotations.Nullable;

/** For sessions without decrypt on a column whose policy shows them ciphertext. */
final class CiphertextReader implements CellReader {

  private final ProtectedColumn column;
  private final StoredValues values;

  CiphertextReader(ProtectedColumn column, StoredValues values) {
    this.column = column;
    this.values = values;
  }

  @Override
  public Storage storage() {
    return column.storage();
  }

  @Override
  public LogicalType type() {
    return LogicalType.of(column.storage() == Storage.TEXT ? TypeName.VARCHAR : TypeName.BYTEA);
  }

  @Override
  public @Nullable Object read(@Nullable Object stored) {
    return stored == null ? null : values.ciphertext(stored);
  }

  @Override
  public void requireReadableAs(Class<?> target) {
    if (target != String.class && target != Object.class && target != byte[].class) {
      throw new IssueException(
          Refusals.noGrantToRead(
              column, "Ciphertext is read by getString, getObject, getBytes or a stream"));
    }
  }
}
