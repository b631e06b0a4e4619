package io.columnveil.store;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.store.TableKeyringStore.Connections;
import java.security.SecureRandom;

/** Finds the keyring that a policy names, wherever it is kept. */
public final class KeyringStores {

  private static final String TABLE = "table:";

  private KeyringStores() {}

  /** Whether the keyring is in the protected database. */
  public static boolean isTable(KeySettings settings) {
    return settings.keyring().startsWith(TABLE);
  }

  /**
   * Access to the keyring of a policy.
   *
   * @param connector opens connections to the protected database
   * @param connections how they are used
   */
  public static KeyringAccess access(
      KeySettings settings, Connector connector, Connections connections) {
    if (!isTable(settings)) {
      return KeyringAccess.of(settings);
    }
    String table = settings.keyring().substring(TABLE.length());
    return new KeyringAccess(
        new TableKeyringStore(table, connector, connections),
        settings.wrappedBy(),
        new SecureRandom());
  }

  /** Access for whoever has no database at hand: a keyring in a table is refused. */
  public static KeyringAccess access(KeySettings settings) {
    if (isTable(settings)) {
      throw new IssueException(
          Issue.error(
              ErrorCode.POLICY_INVALID,
              "the keyring is in a table of the protected database, and no database is named",
              "Give the database's URL with --url"));
    }
    return KeyringAccess.of(settings);
  }
}
