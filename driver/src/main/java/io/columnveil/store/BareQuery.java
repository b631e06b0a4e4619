package io.columnveil.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs a query of ours over a connection. */
final class BareQuery {

  private BareQuery() {}

  /** Reads a result. */
  @FunctionalInterface
  interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  static <T> T run(Connection connection, String sql, Reading<T> reading) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return reading.read(rows);
    }
  }
}
