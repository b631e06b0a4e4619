package io.columnveil.cli;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.session.Grants;
import io.columnveil.session.GrantsComputer;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.store.CatalogReader;
import io.columnveil.store.LiveSession;
import io.columnveil.store.ProtectionSource;
import io.columnveil.store.SharedCatalog;
import io.columnveil.store.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A policy applied to a live database, as the driver does when it connects.
 *
 * @param policy the policy
 * @param standing what the connected session would plan statements on
 * @param resolved the policy's rules on real columns
 */
record ResolvedDatabase(Policy policy, Standing standing, ResolvedPolicy resolved) {

  /**
   * Reads the catalog over a connection to the database itself.
   *
   * @param records what the keyring records
   * @throws SQLException from the database
   * @throws io.columnveil.issue.IssueException if the driver would refuse to connect
   */
  static ResolvedDatabase read(
      Connection connection, Policy policy, Collection<ColumnRecord> records) throws SQLException {
    CatalogReader reader = CatalogReader.of(connection);
    Source source = new Source(new ProtectionResolver(policy), List.copyOf(records));
    GrantsComputer grants =
        new GrantsComputer(policy, ProtectionResolver.matching(reader.backend()));
    LiveSession session =
        new LiveSession(connection, new SharedCatalog(reader, () -> refuse(), source), grants);
    Standing standing = session.connect();
    return new ResolvedDatabase(policy, standing, source.resolve(standing.catalog()));
  }

  /** What a session with these policy roles would plan on. */
  PlanContext planContext(Set<String> roles) {
    Grants grants =
        new GrantsComputer(policy, ProtectionResolver.matching(standing.catalog().backend()))
            .ofRoles(roles, resolved);
    return new PlanContext(
        standing.catalog(), resolved.protections(), grants, standing.searchPath(), true);
  }

  private static Connection refuse() {
    throw new IllegalStateException(
        "a new connection is in no transaction, so none other is needed");
  }

  /** Nothing changes while a command runs. */
  private record Source(ProtectionResolver resolver, List<ColumnRecord> records)
      implements ProtectionSource {

    @Override
    public Object version() {
      return records;
    }

    @Override
    public ResolvedPolicy resolve(CatalogSnapshot relations) {
      return resolver.resolve(relations, records);
    }
  }
}
