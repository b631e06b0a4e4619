package io.columnveil.it;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as a database stores them: read without the driver, searched for plaintext, put back. */
final class StoredRows {

  private StoredRows() {}

  /** All rows of a query; bytes are equal by content. */
  static List<List<@Nullable Object>> of(Connection connection, String query) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          Object cell = result.getObject(i);
          row.add(cell instanceof byte[] bytes ? new Bytes(bytes) : cell);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /**
   * A cell as text in which plaintext can be found. Each byte is one char: printed as numbers or by
   * identity, bytes would hide plaintext, and show it where there is none.
   */
  static String text(@Nullable Object cell) {
    return cell instanceof Bytes bytes
        ? new String(bytes.value(), StandardCharsets.ISO_8859_1)
        : String.valueOf(cell);
  }

  /** Inserts rows into a table that is empty. */
  static void insert(Connection connection, String table, List<List<@Nullable Object>> rows)
      throws SQLException {
    int width = rows.get(0).size();
    String sql = "INSERT INTO " + table + " VALUES (?" + ", ?".repeat(width - 1) + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (List<@Nullable Object> row : rows) {
        for (int i = 0; i < width; i++) {
          Object cell = row.get(i);
          if (cell instanceof Bytes bytes) {
            statement.setBytes(i + 1, bytes.value());
          } else {
            statement.setObject(i + 1, cell);
          }
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
