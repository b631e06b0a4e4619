package io.columnveil.job;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done to every row of a table. Made so that a row that is done is not {@link #due}
 * any more: that is all that is remembered of how far the work is.
 */
public interface RowChange {

  /** Physical columns that are read; a row is changed only while all of them are as read. */
  List<String> columns();

  /** Those of {@link #columns} that are written. */
  List<String> written();

  /** SQL condition of the rows to look at. */
  String due();

  /**
   * The values to write.
   *
   * @param row of {@link #columns}: {@code String}, {@code byte[]} or null
   * @return one for each of {@link #written}; empty if the row is right as it is
   * @throws io.columnveil.issue.IssueException if a stored value is rejected or a key unavailable
   */
  Optional<List<@Nullable Object>> change(List<@Nullable Object> row);
}
