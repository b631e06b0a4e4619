package io.columnveil.jdbc;

import io.columnveil.issue.IssueException;
import io.columnveil.keys.HighWaterMark;
import io.columnveil.keys.Keyring;
import io.columnveil.policy.PolicyCompanion;
import io.columnveil.store.Connector;
import io.columnveil.store.KeyringMarks;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The high-water marks that this process raises after it has rotated a key by itself: in the
 * databases that it is connected to, or beside the policy. It may lack the right to; then the next
 * key command raises them. Thread-safe.
 */
final class RaisedMarks {

  private static final Logger LOG = LoggerFactory.getLogger(RaisedMarks.class);

  private final String location;
  private final boolean besidePolicy;

  /** Databases that are forgotten elsewhere are not kept by this. */
  private final List<WeakReference<Connector>> connectors = new CopyOnWriteArrayList<>();

  /**
   * Of one policy.
   *
   * @param location of the policy
   * @param besidePolicy whether the mark is a file beside it
   */
  RaisedMarks(String location, boolean besidePolicy) {
    this.location = location;
    this.besidePolicy = besidePolicy;
  }

  /** There may be a mark in this database. */
  void in(Connector connector) {
    connectors.removeIf(known -> known.get() == null);
    connectors.add(new WeakReference<>(connector));
  }

  /** Raises those that can be raised. */
  void raise(Keyring keyring) {
    try {
      if (besidePolicy) {
        PolicyCompanion.update(
            location, HighWaterMark.SUFFIX, mark -> HighWaterMark.of(mark).raised(keyring).text());
        return;
      }
      for (WeakReference<Connector> known : connectors) {
        Connector connector = known.get();
        if (connector != null) {
          raise(keyring, connector);
        }
      }
    } catch (IssueException e) {
      LOG.info("the keyring's high-water mark was not raised: {}", e.first().headline());
    }
  }

  private static void raise(Keyring keyring, Connector connector) {
    try (Connection connection = connector.open()) {
      connection.setAutoCommit(true);
      KeyringMarks.raiseIfThere(connection, keyring);
    } catch (SQLException e) {
      LOG.info("the keyring's high-water mark was not raised (SQLSTATE {})", e.getSQLState());
    }
  }
}
