package io.columnveil.store;

import io.columnveil.catalog.Backend;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads a database's catalog. Stateless and thread-safe; may be used over an application's own
 * connection, in any state of its transaction, and leaves no trace there.
 */
public interface CatalogReader {

  /** Which database it reads. */
  Backend backend();

  /**
   * Everything except temporary objects of sessions.
   *
   * @throws SQLException from the database
   */
  CatalogFacts read(Connection connection) throws SQLException;

  /**
   * The temporary objects of the connection's session only.
   *
   * @param fingerprint what the facts shall be known by
   * @throws SQLException from the database
   */
  CatalogFacts readTemporary(Connection connection, String fingerprint) throws SQLException;

  /**
   * By one query, what changes whenever the catalog does.
   *
   * @throws SQLException from the database
   */
  Fingerprint fingerprint(Connection connection) throws SQLException;

  /**
   * Whether a query over this connection sees exactly what is committed: it is not inside a
   * transaction, or the database has no transactional DDL.
   */
  boolean seesCommitted(Connection connection) throws SQLException;

  /**
   * What the catalog looked like.
   *
   * @param catalog changes with relations, columns, views, triggers, functions; temporary ones not
   *     counted
   * @param roles changes with roles and memberships; constant where they cannot be seen
   */
  record Fingerprint(String catalog, String roles) {}

  /**
   * The reader for a connection's database.
   *
   * @throws SQLException from the database
   */
  static CatalogReader of(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2")
        ? new H2CatalogReader()
        : new PostgresCatalogReader();
  }
}
