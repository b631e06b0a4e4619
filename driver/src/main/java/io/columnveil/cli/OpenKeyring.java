package io.columnveil.cli;

import io.columnveil.keys.HighWaterMark;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.PolicyCompanion;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.Policy;
import io.columnveil.store.KeyringMarks;
import io.columnveil.store.KeyringStores;
import io.columnveil.store.TableKeyringStore.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The keyring that a key command works on, wherever it is, with its high-water mark: compared
 * before, raised after a change. The mark of a keyring in a file is in the database, so without a
 * database it is left as it is.
 */
final class OpenKeyring implements AutoCloseable {

  private final Policy policy;
  private final String location;
  private final KeyringAccess access;
  private final Optional<Connection> connection;
  private final DatabaseOptions database;

  private OpenKeyring(
      Policy policy,
      String location,
      KeyringAccess access,
      Optional<Connection> connection,
      DatabaseOptions database) {
    this.policy = policy;
    this.location = location;
    this.access = access;
    this.connection = connection;
    this.database = database;
  }

  static OpenKeyring of(PolicyOption option, DatabaseOptions database) throws SQLException {
    return of(option.location(), database);
  }

  /** The keyring of the policy at a location. */
  static OpenKeyring of(String location, DatabaseOptions database) throws SQLException {
    Policy policy = PolicyLoader.load(location, System.getenv()).policy();
    Optional<Connection> connection = database.open();
    KeyringAccess access =
        connection.isPresent()
            ? KeyringStores.access(policy.keys(), database::require, Connections.OPENED)
            : KeyringStores.access(policy.keys());
    return new OpenKeyring(policy, location, access, connection, database);
  }

  /** The same keyring anew: nothing that is known of its key encryption key is kept. */
  OpenKeyring again() throws SQLException {
    return of(location, database);
  }

  Policy policy() {
    return policy;
  }

  KeyringAccess access() {
    return access;
  }

  /** The keyring as it is stored; refused if it is older than its mark. */
  Keyring read() throws SQLException {
    // First the mark: it is raised after a change, so read later it may be ahead of what was
    // opened.
    HighWaterMark before = mark();
    Keyring keyring = access.open();
    try {
      before.require(keyring);
      return keyring;
    } catch (RuntimeException e) {
      keyring.close();
      throw e;
    }
  }

  /** Changes it and raises the mark. */
  Keyring change(UnaryOperator<Keyring> change) throws SQLException {
    HighWaterMark before = mark();
    Keyring changed =
        access.change(
            present -> {
              before.require(present);
              return change.apply(present);
            });
    raise(changed);
    return changed;
  }

  /** Changes it although it is older than its mark: a backup that is accepted on purpose. */
  Keyring restore() throws SQLException {
    HighWaterMark before = mark();
    Keyring restored = access.change(present -> present.restoredAbove(before.above(present)));
    raise(restored);
    return restored;
  }

  private HighWaterMark mark() throws SQLException {
    if (KeyringStores.isTable(policy.keys())) {
      return HighWaterMark.of(PolicyCompanion.read(location, HighWaterMark.SUFFIX));
    }
    return connection.isPresent() ? KeyringMarks.read(connection.get()) : HighWaterMark.NONE;
  }

  /** After a change, also one that was made otherwise. */
  void raise(Keyring keyring) throws SQLException {
    if (KeyringStores.isTable(policy.keys())) {
      PolicyCompanion.update(
          location, HighWaterMark.SUFFIX, mark -> HighWaterMark.of(mark).raised(keyring).text());
    } else if (connection.isPresent()) {
      KeyringMarks.raise(connection.get(), keyring);
    }
  }

  @Override
  public void close() throws SQLException {
    access.close();
    if (connection.isPresent()) {
      connection.get().close();
    }
  }
}
