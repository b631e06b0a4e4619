package io.columnveil.engine;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import org.jspecify.annotations.Nullable;

/** For sessions without decrypt on a column whose policy makes reading it an error. */
record RefusingReader(ProtectedColumn column) implements CellReader {

  @Override
  public @Nullable Object read(@Nullable Object stored) {
    throw new IssueException(
        Refusals.noGrantToRead(column, "Leave the column out or ask for the grant"));
  }
}
