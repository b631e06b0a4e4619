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

  private final boolean keep;

  /**
   * None at first.
   *
   * @param keep whether a connection of our own to each may be kept open
   */
  ProtectedDatabases(LoadedPolicies policies, AuditSink audit, boolean keep) {
    this.policies = policies;
    this.audit = audit;
    this.keep = keep;
  }

  LoadedPolicies policies() {
    return policies;
  }

  /** Others, reached in another way, so that none of them is taken for one of these. */
  ProtectedDatabases ofADataSource() {
    return new ProtectedDatabases(policies, audit, false);
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
        found = new ProtectedDatabase(keys, reader.find(), connector, keep, audit);
        known.put(key, found);
      }
      return found;
    }
  }
}
