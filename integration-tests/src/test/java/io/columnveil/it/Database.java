package io.columnveil.it;

import java.sql.SQLException;

/** The kinds of database that tests are run on. */
public enum Database {
  H2 {
    @Override
    public TestDatabase create() throws SQLException {
      return new H2Database();
    }
  },
  POSTGRESQL {
    @Override
    public TestDatabase create() throws SQLException {
      return new PostgresDatabase(PostgresServer.shared(PostgresServer.Version.V17));
    }
  };

  /** A new, empty database. */
  public abstract TestDatabase create() throws SQLException;
}
