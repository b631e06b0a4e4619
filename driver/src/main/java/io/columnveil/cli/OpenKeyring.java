package io.columnveil.cli;

import io.columnveil.audit.Actor;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.jdbc.KeyAudit;
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
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

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
  private final Doing doing;
  private final KeyAudit audit;

  /**
   * What a command does, for the audit log.
   *
   * @param action its name
   * @param problems where events are printed if there is no log
   */
  record Doing(String action, Screen problems) {
    static Doing of(String action, @Nullable CommandSpec command) {
      return new Doing(action, Console.of(command).err());
    }
  }

  private OpenKeyring(
      Policy policy,
      String location,
      KeyringAccess access,
      Optional<Connection> connection,
      DatabaseOptions database,
      Doing doing,
      KeyAudit audit) {
    this.doing = doing;
    this.audit = audit;
    this.policy = policy;
    this.location = location;
    this.access = access;
    this.connection = connection;
    this.database = database;
  }

  static OpenKeyring of(PolicyOption option, DatabaseOptions database, Doing doing)
      throws SQLException {
    return of(option.location(), database, doing);
  }

  /** The keyring of the policy at a location. */
  static OpenKeyring of(String location, DatabaseOptions database, Doing doing)
      throws SQLException {
    Policy policy = PolicyLoader.load(location, System.getenv()).policy();
    Optional<Connection> connection = database.open();
    KeyringAccess access =
        connection.isPresent()
            ? KeyringStores.access(policy.keys(), database::require, Connections.OPENED)
            : KeyringStores.access(policy.keys());
    KeyAudit audit =
        new KeyAudit(
            new CommandAudit(doing.problems()),
            doing.action(),
            () -> Actor.ofProcess() + connection.map(OpenKeyring::user).orElse(""),
            Clock.systemUTC());
    access.tellingOf(audit);
    return new OpenKeyring(policy, location, access, connection, database, doing, audit);
  }

  /** The same keyring anew: nothing that is known of its key encryption key is kept. */
  OpenKeyring again() throws SQLException {
    return of(location, database, doing);
  }

  private static String user(Connection connection) {
    try {
      return ", database user " + connection.getMetaData().getUserName();
    } catch (SQLException e) {
      return ", database user unknown";
    }
  }

  /** Tells the audit log what was done by its keys without changing it. */
  void audit(Keyring keyring, String what) {
    audit.done(keyring, what);
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

  /**
   * Refuses to make a new keyring where one was: what was encrypted by its keys would be lost, and
   * columns would be recorded anew as if no plaintext could have been planted meanwhile.
   *
   * @throws IssueException 08V01 if the mark knows of a keyring
   */
  void requireNeverMade() throws SQLException {
    if (mark().byKeyring().isEmpty()) {
      return;
    }
    String keyring = policy.keys().keyring();
    boolean table = KeyringStores.isTable(policy.keys());
    throw new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            "there is no keyring "
                + keyring
                + ", and its mark "
                + (table ? "beside the policy" : "in the database")
                + " knows of one: it was deleted, moved, or keys.keyring is misspelt",
            "Put the keyring back from a backup. If all that it encrypted is gone too, "
                + (table
                    ? "delete the policy's .mark file first"
                    : "make it without --url and accept it: keys restore --accept-rollback"
                        + " --url")));
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
    return KeyringMark.of(policy, location, connection);
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
