package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.session.SessionSource;
import java.sql.Connection;

/** Makes the session source for a database. */
final class SessionSources {

  private SessionSources() {}

  /** Asks about the session of a connection of the wrapped driver. */
  public static SessionSource of(Backend backend, Connection connection) {
    return backend == Backend.H2
        ? new H2SessionSource(connection)
        : new PostgresSessionSource(connection);
  }
}
