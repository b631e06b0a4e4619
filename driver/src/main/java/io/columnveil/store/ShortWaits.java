package io.columnveil.store;

import io.columnveil.catalog.Backend;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * While it is open, a connection gives up waiting for a lock before the database looks for
 * deadlocks: of our long work and an application's statement that wait for each other it is always
 * ours that has to try again. Only PostgreSQL; H2 ends whoever waits longest by itself.
 */
public final class ShortWaits implements AutoCloseable {

  private final Connection connection;
  private final boolean postgres;

  private ShortWaits(Connection connection, boolean postgres) {
    this.connection = connection;
    this.postgres = postgres;
  }

  /**
   * From now on. Waits that are given up end in 55P03.
   *
   * @param connection to the database, past our driver, in autocommit mode
   */
  public static ShortWaits on(Connection connection, Backend backend) throws SQLException {
    boolean postgres = backend == Backend.POSTGRESQL;
    if (postgres) {
      try (Statement statement = connection.createStatement()) {
        int millis;
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT CAST(setting AS integer) FROM pg_catalog.pg_settings"
                    + " WHERE name = 'deadlock_timeout'")) {
          rows.next();
          millis = rows.getInt(1);
        }
        statement.execute("SET lock_timeout = " + Math.max(1, millis / 3));
      }
    }
    return new ShortWaits(connection, postgres);
  }

  @Override
  public void close() throws SQLException {
    if (postgres) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("RESET lock_timeout");
      }
    }
  }
}
