package io.columnveil.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.QueryExecutor;

/**
 * Runs a query of ours over an application's connection without leaving a trace: with autocommit
 * off a query usually opens a transaction, after which the application could no longer choose its
 * isolation level.
 */
final class PostgresQuery {

  private PostgresQuery() {}

  static <T> T run(Connection connection, String sql, BareQuery.Reading<T> reading)
      throws SQLException {
    Optional<BaseConnection> driver = driver(connection);
    return driver.isPresent()
        ? runOutsideTransaction(driver.get(), sql, reading)
        : BareQuery.run(connection, sql, reading);
  }

  /** The connection of pgjdbc itself, if it can be had. */
  static Optional<BaseConnection> driver(Connection connection) throws SQLException {
    return connection.isWrapperFor(PGConnection.class)
            && connection.unwrap(PGConnection.class) instanceof BaseConnection driver
        ? Optional.of(driver)
        : Optional.empty();
  }

  // pgjdbc asks its own questions this way. A fetch size would need a transaction to hold the
  // portal.
  private static <T> T runOutsideTransaction(
      BaseConnection connection, String sql, BareQuery.Reading<T> reading) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(0);
      if (!((BaseStatement) statement).executeWithFlags(sql, QueryExecutor.QUERY_SUPPRESS_BEGIN)) {
        throw new SQLException("a catalog query returned no rows");
      }
      try (ResultSet rows = statement.getResultSet()) {
        return reading.read(rows);
      }
    }
  }
}
