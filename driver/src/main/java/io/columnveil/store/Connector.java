package io.columnveil.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections of our own to the protected database, past our driver. */
@FunctionalInterface
public interface Connector {

  /**
   * A new connection, which the caller closes.
   *
   * @throws SQLException from the database
   */
  Connection open() throws SQLException;
}
