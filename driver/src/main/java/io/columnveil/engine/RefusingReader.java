package io.columnveil.engine;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import org.jspecify.annotations.Nullable;

/** For sessions without decrypt on a column whose policy makes reading it an error. */
final class RefusingReader implements CellReader {

  private final ProtectedColumn column;

  RefusingReader(ProtectedColumn column) {
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
    throw new IssueException(
        Refusals.noGrantToRead(column, "Leave the column out or ask for the grant"));
  }
}
