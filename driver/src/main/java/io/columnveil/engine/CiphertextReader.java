package io.columnveil.engine;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import io.columnveil.protect.ColumnProtector;
import org.jspecify.annotations.Nullable;

/** For sessions without decrypt on a column whose policy shows them ciphertext. */
record CiphertextReader(ProtectedColumn column, ColumnProtector protector) implements CellReader {

  @Override
  public LogicalType type() {
    return LogicalType.of(column.storage() == Storage.TEXT ? TypeName.VARCHAR : TypeName.BYTEA);
  }

  @Override
  public @Nullable Object read(@Nullable Object stored) {
    if (stored == null || ColumnProtector.isEnvelope(stored)) {
      return stored;
    }
    // old plaintext, which nobody without the grant may see; an error if there may be none
    return protector.encryptStable(protector.decrypt(stored));
  }

  @Override
  public void requireReadableAs(Class<?> target) {
    if (!CellReader.isText(target)) {
      throw new IssueException(
          Refusals.noGrantToRead(
              column, "Ciphertext is read by getString, getObject, getBytes or a stream"));
    }
  }
}
