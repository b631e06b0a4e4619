package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ColumnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes some columns of all rows of a table, page by page. A change is made only if the
 * row still holds what was read of it, so that whoever else writes it wins. Used by one thread.
 */
public final class TableRows {

  private final Connection connection;
  private final String table;
  private final RowKey key;
  private final List<String> columns;
  private final boolean[] binary;

  /**
   * One row as it was read.
   *
   * @param key what it is found by again
   * @param values of the columns, in their order: {@code String}, {@code byte[]} or null
   */
  public record Row(List<Object> key, List<@Nullable Object> values) {

    /** Never the values. */
    @Override
    public String toString() {
      return "<row>";
    }
  }

  private TableRows(
      Connection connection, String table, RowKey key, List<String> columns, boolean[] binary) {
    this.connection = connection;
    this.table = table;
    this.key = key;
    this.columns = List.copyOf(columns);
    this.binary = binary;
  }

  /**
   * Of the table of a column.
   *
   * @param connection to the database, past our driver; not in autocommit mode when rows are read
   * @param columns which columns are read, and some of which are changed
   * @throws SQLException from the database
   * @throws IssueException if not all rows can be seen, or told apart
   */
  public static TableRows of(
      Connection connection, Backend backend, ColumnId id, List<String> columns)
      throws SQLException {
    RowSecurity.requireAllRows(connection, backend, id);
    RowKey key = RowKey.of(connection, backend, id);
    return new TableRows(
        connection, Ddl.table(id), key, columns, binary(connection, Ddl.table(id), columns));
  }

  private static boolean[] binary(Connection connection, String table, List<String> columns)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet none =
            statement.executeQuery("SELECT " + quoted(columns) + " FROM " + table + " WHERE 1=0")) {
      boolean[] binary = new boolean[columns.size()];
      for (int i = 0; i < binary.length; i++) {
        int type = none.getMetaData().getColumnType(i + 1);
        binary[i] = type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY;
      }
      return binary;
    }
  }

  /**
   * How many rows meet a condition.
   *
   * @param condition SQL over the table's columns
   * @throws SQLException from the database
   */
  public long count(String condition) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT COUNT(*) FROM " + table + " WHERE " + condition)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** A way through all rows that meet a condition; each page is read when it is asked for. */
  public Walk walk(String condition, int pageSize) {
    return new Walk(condition, pageSize);
  }

  /** A way through the rows. Rows that come or move behind it meanwhile are not seen. */
  public final class Walk {

    private final String condition;
    private final int pageSize;
    private RowKey.@Nullable Position position;
    private RowKey.@Nullable Position before;

    private Walk(String condition, int pageSize) {
      this.condition = condition;
      this.pageSize = pageSize;
    }

    /**
     * The next rows; empty at the end only.
     *
     * @throws SQLException from the database; the same page can be asked for again
     */
    public List<Row> next() throws SQLException {
      before = position;
      while (true) {
        RowKey.Page page = key.page(connection, position, pageSize);
        if (page.isEnd()) {
          return List.of();
        }
        List<Row> rows = read(page);
        position = page.after(rows);
        if (!rows.isEmpty() || !page.mayBeFollowed()) {
          return rows;
        }
      }
    }

    /** Goes back to where the last page began, to read it again. */
    public void back() {
      position = before;
    }

    private List<Row> read(RowKey.Page page) throws SQLException {
      String sql =
          "SELECT %s, %s FROM %s WHERE (%s) AND %s%s"
              .formatted(
                  key.selected(), quoted(columns), table, condition, page.condition(), page.tail());
      List<Row> rows = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        page.bind(statement);
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            rows.add(row(result));
          }
        }
      }
      return rows;
    }
  }

  private Row row(ResultSet result) throws SQLException {
    List<Object> found = new ArrayList<>();
    for (int i = 1; i <= key.width(); i++) {
      found.add(result.getObject(i));
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int at = key.width() + i + 1;
      values.add(binary[i] ? result.getBytes(at) : result.getString(at));
    }
    return new Row(found, values);
  }

  /**
   * Changes rows that still hold what was read of them.
   *
   * @param rows as read
   * @param written columns that get new values, all of them among those that are read
   * @param values the new values, for each row one for each written column
   * @return how many rows were changed; the others were written by somebody else meanwhile
   * @throws SQLException from the database
   */
  public int change(List<Row> rows, List<String> written, List<List<@Nullable Object>> values)
      throws SQLException {
    int[] places = written.stream().mapToInt(columns::indexOf).toArray();
    String set =
        written.stream().map(c -> Ddl.quoted(c) + " = ?").collect(Collectors.joining(", "));
    String same =
        columns.stream()
            .map(c -> Ddl.quoted(c) + " IS NOT DISTINCT FROM ?")
            .collect(Collectors.joining(" AND "));
    String sql = "UPDATE %s SET %s WHERE %s AND %s".formatted(table, set, key.same(), same);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        for (int w = 0; w < places.length; w++) {
          set(statement, w + 1, places[w], values.get(i).get(w));
        }
        int at = key.bind(statement, places.length + 1, row.key());
        for (int c = 0; c < columns.size(); c++) {
          set(statement, at + c, c, row.values().get(c));
        }
        statement.addBatch();
      }
      int sum = 0;
      for (int count : statement.executeBatch()) {
        sum += Math.max(count, 0);
      }
      return sum;
    }
  }

  private void set(PreparedStatement statement, int at, int column, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(at, binary[column] ? Types.VARBINARY : Types.VARCHAR);
    } else if (binary[column]) {
      statement.setBytes(at, (byte[]) value);
    } else {
      statement.setString(at, (String) value);
    }
  }

  private static String quoted(List<String> columns) {
    return columns.stream().map(Ddl::quoted).collect(Collectors.joining(", "));
  }
}
