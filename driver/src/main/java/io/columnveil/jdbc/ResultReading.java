package io.columnveil.jdbc;

import io.columnveil.engine.CellReader;
import io.columnveil.engine.ExplainedPlan;
import io.columnveil.sql.plan.ResultColumn;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a result are read. Worked out once for all results of a plan, each of which
 * then gets cells of its own.
 */
final class ResultReading {

  private final SessionState state;

  /** Null if nothing is known of them. */
  private final @Nullable List<ResultColumn> columns;

  /** By column number; null where the column is not known to be a protected one's. */
  private final @Nullable CellReader[] readers;

  private final @Nullable String masked;

  private ResultReading(SessionState state, @Nullable List<ResultColumn> columns) {
    this.state = state;
    this.columns = columns;
    readers = new @Nullable CellReader[columns == null ? 0 : columns.size() + 1];
    StringJoiner names = new StringJoiner(", ");
    for (int i = 1; columns != null && i < readers.length; i++) {
      if (columns.get(i - 1) instanceof ResultColumn.Protected result) {
        CellReader reader = state.readers().of(result);
        readers[i] = reader;
        if (reader.isMasked()) {
          names.add(result.column().shortName());
        }
      }
    }
    masked = names.length() == 0 ? null : names.toString();
  }

  /** As planned; null if nothing is known of the columns, as of a function's cursor. */
  static ResultReading of(SessionState state, @Nullable List<ResultColumn> columns) {
    return new ResultReading(state, columns);
  }

  /** The columns whose values the session sees masked, for the warning; null if there are none. */
  @Nullable String masked() {
    return masked;
  }

  /** Whether the wrapped driver reads all columns. */
  private boolean isPlain() {
    if (columns == null) {
      return false;
    }
    for (ResultColumn column : columns) {
      if (!(column instanceof ResultColumn.Plain)) {
        return false;
      }
    }
    return true;
  }

  private static Cell explained(Session session, ResultSet rows, int index, ExplainedPlan plan) {
    return new DescribedCell(
        session.conversions(),
        rows,
        index,
        () -> {
          String text = rows.getString(index);
          return text == null ? null : plan.text(text);
        });
  }

  /** What reads the columns of one result, by number; null if the wrapped driver reads all. */
  @Nullable Cell @Nullable [] cells(Session session, ResultSet rows, RowCounter moves)
      throws SQLException {
    if (isPlain()) {
      return null;
    }
    ResultSetMetaData metaData = rows.getMetaData();
    int count = metaData.getColumnCount();
    if (columns != null && columns.size() != count) {
      throw SqlErrors.internal("the result has other columns than planned");
    }
    @Nullable Cell[] cells = new @Nullable Cell[count + 1];
    for (int i = 1; i <= count; i++) {
      ResultColumn column = columns == null ? null : columns.get(i - 1);
      CellReader reader = columns == null ? null : readers[i];
      if (reader != null) {
        cells[i] =
            new ProtectedCell(reader, session.conversions(), rows, i, moves, session.style());
      } else if (column instanceof ResultColumn.Explained explained) {
        cells[i] = explained(session, rows, i, new ExplainedPlan(explained.shown()));
      } else if (!(column instanceof ResultColumn.Plain)) {
        cells[i] =
            new UnknownCell(
                state.unknown(), session.conversions(), rows, i, metaData.getColumnType(i));
      }
    }
    return cells;
  }
}
