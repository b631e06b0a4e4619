package io.columnveil.it;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of one statement. */
sealed interface Outcome {

  /**
   * Rows and their description.
   *
   * @param labels label of each column
   * @param columns label and type of each column
   * @param rows cells in a form that equals compares
   */
  record Rows(List<String> labels, List<String> columns, List<List<@Nullable Object>> rows)
      implements Outcome {}

  /** How many rows were changed, for each statement of the text or batch. */
  record Counts(List<Integer> counts) implements Outcome {}

  /** The driver declined it. */
  record Refused(String state, String message) implements Outcome {}

  /** The database reported an error. */
  record Failed(String state, String message) implements Outcome {}
}
