package io.columnveil.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks a question of ours whose answer is text. */
final class TextQuery {

  private TextQuery() {}

  /** The first column of all rows. */
  static List<String> all(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<String> answers = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          answers.add(String.valueOf(rows.getString(1)));
        }
      }
      return answers;
    }
  }

  /** The first column of the only row. */
  static String one(Connection connection, String sql, String... parameters) throws SQLException {
    List<String> answers = all(connection, sql, parameters);
    if (answers.size() != 1) {
      throw new SQLException("a question to the catalog has " + answers.size() + " answers");
    }
    return answers.get(0);
  }
}
