package io.columnveil.cli;

import io.columnveil.keys.HighWaterMark;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.Policy;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.Planner;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.store.KeyringStores;
import io.columnveil.store.TableKeyringStore.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Plans a statement as the driver would, for anyone's roles, and sends nothing of it. */
public final class Explanation {

  private Explanation() {}

  /**
   * What becomes of a statement.
   *
   * @param connection to the database itself, for its catalog
   * @param mark of the keyring
   * @param roles policy roles that the session holds
   * @throws SQLException from the database
   * @throws io.columnveil.issue.IssueException if the driver would refuse to connect
   */
  public static StatementPlan of(
      Connection connection, Policy policy, HighWaterMark mark, Set<String> roles, String sql)
      throws SQLException {
    try (KeyringAccess access =
            KeyringStores.access(policy.keys(), () -> connection, Connections.BORROWED);
        Keyring keyring = access.open()) {
      mark.require(keyring);
      ResolvedDatabase database = ResolvedDatabase.read(connection, policy, keyring.columns());
      return new Planner(database.planContext(roles)).plan(sql, new GeneratedKeys.None());
    }
  }
}
