package io.columnveil.store;

import io.columnveil.catalog.Backend;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Runs DDL on tables in use. On PostgreSQL a statement that waits for its lock makes all later
 * statements on the table wait behind it, so it waits for a moment only, and tries again.
 */
public final class DdlRunner {

  private static final int MAX_ATTEMPTS = 200;
  private static final long PAUSE_MILLIS = 300;

  private final Connection connection;
  private final Backend backend;

  /**
   * Over one connection.
   *
   * @param connection to the database, past our driver, in autocommit mode
   */
  public DdlRunner(Connection connection, Backend backend) {
    this.connection = connection;
    this.backend = backend;
  }

  /**
   * Runs one statement.
   *
   * @throws SQLException from the database; if the lock was never to be had, that it was not
   */
  public void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (backend != Backend.POSTGRESQL) {
        attempts(statement, sql, "HYT00");
        return;
      }
      // An index that is built beside writers holds up nobody while it waits for them.
      statement.execute("SET lock_timeout = " + (sql.contains(" CONCURRENTLY ") ? "0" : "'1s'"));
      try {
        attempts(statement, sql, "55P03");
      } finally {
        statement.execute("RESET lock_timeout");
      }
    }
  }

  private static void attempts(Statement statement, String sql, String lockNotHad)
      throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        statement.execute(sql);
        return;
      } catch (SQLException e) {
        if (!lockNotHad.equals(e.getSQLState()) || attempt == MAX_ATTEMPTS) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private static void pause(SQLException cause) throws SQLException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }
}
