package io.columnveil.jdbc;

import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.StatementPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How an application asked for a prepared statement, so that it can be prepared again.
 *
 * @param connection of the wrapped driver
 * @param sql the application's text
 * @param keys generated keys that it asked for
 * @param asAsked calls the method that the application called
 */
record Preparation(Connection connection, String sql, GeneratedKeys keys, Opener asAsked) {

  /** One of the ways to prepare. */
  @FunctionalInterface
  interface Opener {
    PreparedStatement open(Connection connection, String sql) throws SQLException;
  }

  /** The wrapped driver's statement for a plan. */
  PreparedStatement open(StatementPlan plan) throws SQLException {
    if (!(plan instanceof StatementPlan.Rewritten rewritten)) {
      return asAsked.open(connection, sql);
    }
    String text = rewritten.text().prepared();
    Optional<StatementPlan.KeyColumns> keyColumns = rewritten.generatedKeys();
    try {
      if (keyColumns.isPresent()) {
        return connection.prepareStatement(text, keyColumns.get().names().toArray(String[]::new));
      }
      return keys instanceof GeneratedKeys.None
          ? asAsked.open(connection, text)
          : connection.prepareStatement(text);
    } catch (SQLException e) {
      throw Scrubber.scrub(e, text);
    }
  }
}
