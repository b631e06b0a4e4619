package io.columnveil.jdbc;

import io.columnveil.audit.AuditSink;
import io.columnveil.store.CatalogReader;
import io.columnveil.store.Connector;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The databases that this process is connected to. Those that were not used for longest are
 * forgotten when there are many. Thread-safe.
 */
final class ProtectedDatabases {

  private static final int MAX_KEPT = 1000;

  /** Keys by identity: the same policy loaded again is another one. */
  private record Key(LoadedKeys keys, String database) {}

  /** Finds out which database it is. */
  @FunctionalInterface
  interface ReaderFinder {
    CatalogReader find() throws SQLException;
  }

  private final LoadedPolicies policies;
  private final AuditSink audit;
  private final Map<Key, ProtectedDatabase> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ProtectedDatabase> eldest) {
          return size() > MAX_KEPT;
        }
      };

  ProtectedDatabases(LoadedPolicies policies, AuditSink audit) {
    this.policies = policies;
    this.audit = audit;
  }

  LoadedPolicies policies() {
    return policies;
  }

  /**
   * The shared part of connections.
   *
   * @param database what tells databases and users apart
   * @param reader for the first connection
   * @param connector for connections of our own
   */
  ProtectedDatabase of(LoadedKeys keys, String database, ReaderFinder reader, Connector connector)
      throws SQLException {
    Key key = new Key(keys, database);
    synchronized (known) {
      ProtectedDatabase found = known.get(key);
      if (found == null) {
        found = new ProtectedDatabase(keys, reader.find(), connector, true, audit);
        known.put(key, found);
      }
      return found;
    }
  }

  /** One that nobody else knows of. */
  ProtectedDatabase create(LoadedKeys keys, CatalogReader reader, Connector connector) {
    return new ProtectedDatabase(keys, reader, connector, false, audit);
  }
}
