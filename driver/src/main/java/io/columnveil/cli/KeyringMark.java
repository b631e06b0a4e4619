package io.columnveil.cli;

import io.columnveil.keys.HighWaterMark;
import io.columnveil.policy.PolicyCompanion;
import io.columnveil.policy.model.Policy;
import io.columnveil.store.KeyringMarks;
import io.columnveil.store.KeyringStores;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Where the high-water mark of a policy's keyring is: in another place than the keyring. */
final class KeyringMark {

  private KeyringMark() {}

  /**
   * The mark.
   *
   * @param location of the policy, beside which is the mark of a keyring in a table
   * @param connection to the database, in which is that of a file; without one there is none
   */
  static HighWaterMark of(Policy policy, String location, Optional<Connection> connection)
      throws SQLException {
    if (KeyringStores.isTable(policy.keys())) {
      return HighWaterMark.of(PolicyCompanion.read(location, HighWaterMark.SUFFIX));
    }
    return connection.isPresent() ? KeyringMarks.read(connection.get()) : HighWaterMark.NONE;
  }
}
