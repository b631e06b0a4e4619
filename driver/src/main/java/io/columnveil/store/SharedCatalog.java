package io.columnveil.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The catalog of one database, shared by its connections in this process. Loaded at first need; a
 * fingerprint, asked for at most once per second by whichever connection comes first, tells when to
 * load it again. Thread-safe.
 */
public final class SharedCatalog {

  private static final long BOUND = TimeUnit.SECONDS.toNanos(1);

  private final CatalogReader reader;
  private final Connector connector;
  private final ProtectionSource protections;
  private final LongSupplier nanoTime;
  private volatile @Nullable State state;

  /**
   * Loads nothing yet.
   *
   * @param reader reads the catalog
   * @param connector opens connections for what must not be asked in an application's transaction
   * @param protections says what is protected
   */
  public SharedCatalog(CatalogReader reader, Connector connector, ProtectionSource protections) {
    this(reader, connector, protections, System::nanoTime);
  }

  SharedCatalog(
      CatalogReader reader,
      Connector connector,
      ProtectionSource protections,
      LongSupplier nanoTime) {
    this.reader = reader;
    this.connector = connector;
    this.protections = protections;
    this.nanoTime = nanoTime;
  }

  /**
   * What was known at one moment.
   *
   * @param view catalog and protections
   * @param fingerprint of the catalog and the roles
   * @param protectionVersion of the protections
   * @param checkedAt when the fingerprint was last the same
   */
  record State(
      DatabaseView view,
      CatalogReader.Fingerprint fingerprint,
      Object protectionVersion,
      long checkedAt) {}

  CatalogReader reader() {
    return reader;
  }

  ProtectionSource protections() {
    return protections;
  }

  /** The state, at most a second old. The connection is asked if it sees what is committed. */
  State current(Connection connection) throws SQLException {
    State known = state;
    if (known != null && isFresh(known)) {
      return known;
    }
    return refresh(connection, false);
  }

  /**
   * The state as it is now: asks in any case.
   *
   * @throws SQLException from the database
   */
  State now(Connection connection) throws SQLException {
    return refresh(connection, true);
  }

  private boolean isFresh(State known) {
    return nanoTime.getAsLong() - known.checkedAt() < BOUND
        && known.protectionVersion().equals(protections.version());
  }

  private synchronized State refresh(Connection connection, boolean always) throws SQLException {
    State known = state;
    // Another connection may have asked while this one waited.
    if (!always && known != null && isFresh(known)) {
      return known;
    }
    if (reader.seesCommitted(connection)) {
      return refreshOver(connection);
    }
    try (Connection own = connector.open()) {
      return refreshOver(own);
    }
  }

  private State refreshOver(Connection connection) throws SQLException {
    // Taken before asking: what changes meanwhile is found next time.
    long now = nanoTime.getAsLong();
    Object version = protections.version();
    CatalogReader.Fingerprint fingerprint = reader.fingerprint(connection);
    State known = state;
    State fresh;
    if (known == null || !known.fingerprint().catalog().equals(fingerprint.catalog())) {
      DatabaseView view = DatabaseView.of(reader.read(connection), protections);
      fresh = new State(view, fingerprint, version, now);
    } else if (!known.protectionVersion().equals(version)) {
      DatabaseView view = DatabaseView.of(known.view().facts(), protections);
      fresh = new State(view, fingerprint, version, now);
    } else {
      fresh = new State(known.view(), fingerprint, version, now);
    }
    state = fresh;
    return fresh;
  }
}
