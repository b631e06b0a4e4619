package io.columnveil.it;

import java.sql.SQLException;

/** The kinds of database that tests are run on. */
enum Database {
  H2 {
    @Override
    TestDatabase create() throws SQLException {
      return new H2Database();
    }
  },
  POSTGRESQL {
    @Override
    TestDatabase create() throws SQLException {
      return new PostgresDatabase(PostgresServer.shared(PostgresServer.Version.V17));
    }
  };

  /** A new, empty database. */
  abstract TestDatabase create() throws SQLException;
}
