package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;

/**
 * Values that are written to columns by their place in a row: by INSERT, by the INSERT of a MERGE,
 * or by {@code SET (a, b) = (SELECT ..)}.
 *
 * @param target whose columns
 * @param list how the statement names the columns
 * @param columnListEnd the last token before the closing parenthesis of the column list, or the
 *     token after which a list has to be added, or the name of the only column
 * @param columns names of the columns that get a value, in order
 * @param protectedColumns those of them that are protected, by position in {@code columns}
 * @param columnSpans the tokens of those names; empty without a column list
 * @param rows the rows of VALUES, or what the branches of the query select
 */
public record WrittenRows(
    Target target,
    ColumnList list,
    int columnListEnd,
    List<String> columns,
    List<Optional<ProtectedColumn>> protectedColumns,
    List<Span> columnSpans,
    List<Row> rows) {

  /** How the columns are named. */
  public enum ColumnList {
    /** In parentheses. */
    WRITTEN,
    /** Not at all: all columns of the table are meant, in their order. */
    MISSING,
    /** One name, without parentheses. */
    SINGLE
  }

  public WrittenRows {
    columns = List.copyOf(columns);
    protectedColumns = List.copyOf(protectedColumns);
    columnSpans = List.copyOf(columnSpans);
    rows = List.copyOf(rows);
  }

  /**
   * One row of VALUES, or one select list.
   *
   * @param values one for each column; empty where a plain column gets its value
   * @param end its last token before the closing parenthesis
   * @param selected whether a query gives it, so that its columns have types of their own
   */
  public record Row(List<Optional<Assignment.AssignedValue>> values, int end, boolean selected) {
    public Row {
      values = List.copyOf(values);
    }
  }
}
