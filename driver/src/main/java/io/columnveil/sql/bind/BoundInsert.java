package io.columnveil.sql.bind;

import io.columnveil.catalog.Relation;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;

/**
 * An INSERT.
 *
 * @param target the table
 * @param hasColumnList whether the statement names the columns
 * @param columnListEnd the last token before the closing parenthesis of the column list, or the
 *     last token of the table name where a list has to be added
 * @param columns names of the columns that get a value, in order
 * @param protectedColumns those of them that are protected, by position in {@code columns}
 * @param columnSpans the tokens of those names; empty without a column list
 * @param rows the rows of VALUES; empty for INSERT ... SELECT
 * @param query the query of INSERT ... SELECT
 */
public record BoundInsert(
    Relation target,
    boolean hasColumnList,
    int columnListEnd,
    List<String> columns,
    List<Optional<ProtectedColumn>> protectedColumns,
    List<Span> columnSpans,
    List<Row> rows,
    Optional<BoundQuery> query) {

  public BoundInsert {
    columns = List.copyOf(columns);
    protectedColumns = List.copyOf(protectedColumns);
    columnSpans = List.copyOf(columnSpans);
    rows = List.copyOf(rows);
  }

  /**
   * One row of VALUES, or the select list of an INSERT ... SELECT.
   *
   * @param values one for each column; empty where a plain column gets its value
   * @param end its last token before the closing parenthesis
   */
  public record Row(List<Optional<Assignment.AssignedValue>> values, int end) {
    public Row {
      values = List.copyOf(values);
    }
  }
}
