package io.columnveil.jdbc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.columnveil.audit.AuditSink;
import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.HighWaterMark;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.session.GrantsComputer;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.sql.plan.Planner;
import io.columnveil.store.CatalogReader;
import io.columnveil.store.Connector;
import io.columnveil.store.KeyringMarks;
import io.columnveil.store.LiveSession;
import io.columnveil.store.SharedCatalog;
import io.columnveil.value.TextStyle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What connections of one user to one database under one policy share: the catalog and the plans.
 * Thread-safe.
 */
final class ProtectedDatabase {

  /** Contexts differ by grants and search path: few at a time. */
  private static final int MAX_PLANNERS = 64;

  private final LoadedKeys policy;
  private final LiveKeyring keyring;
  private final Backend backend;
  private final SharedCatalog catalog;
  private final AuditSink audit;
  private final Cache<PlanContext, Planner> planners =
      Caffeine.newBuilder().maximumSize(MAX_PLANNERS).build();

  private volatile boolean markSeen;

  /**
   * For one database.
   *
   * @param keep whether a connection of our own may be kept open
   */
  ProtectedDatabase(
      LoadedKeys policy, CatalogReader reader, Connector connector, boolean keep, AuditSink audit) {
    this.policy = policy;
    // a kept connection would keep an embedded database alive
    this.keyring = policy.keyring(connector, keep && reader.backend() == Backend.POSTGRESQL);
    this.backend = reader.backend();
    this.audit = audit;
    catalog = new SharedCatalog(reader, connector, keyring);
  }

  /**
   * Guards a connection of the wrapped driver.
   *
   * @throws SQLException from the database
   * @throws IssueException if the policy does not fit the database or the role is not known
   */
  GuardedConnection guard(Connection raw, Optional<String> role) throws SQLException {
    if (backend == Backend.POSTGRESQL) {
      WrappedProperties.requireExtendedQueries(raw);
    }
    connectToNewest(raw);
    GrantsComputer grants =
        new GrantsComputer(policy.policy(), ProtectionResolver.matching(backend));
    if (role.isPresent()) {
      grants =
          grants
              .narrowedTo(role.get())
              .orElseThrow(
                  () ->
                      new IssueException(
                          Issue.error(
                              ErrorCode.POLICY_INVALID,
                              "the policy has no role '" + role.get() + "'",
                              "Set columnveil.role to a role of the policy")));
    }
    LiveSession live = new LiveSession(raw, catalog, grants);
    live.connect();
    TextStyle style = backend == Backend.H2 ? TextStyle.H2 : TextStyle.POSTGRESQL;
    PlanSource plans = new LivePlans(live, keyring, policy.policy().keys(), style, this::planner);
    return new GuardedConnection(raw, new Session(plans, style, audit));
  }

  /**
   * The mark is compared once per process: afterwards the keyring never goes back by itself. It is
   * read first, because it is raised after a change: read later it may be ahead of what was opened.
   */
  private void connectToNewest(Connection raw) throws SQLException {
    if (markSeen) {
      keyring.connect();
      return;
    }
    HighWaterMark mark = policy.isInFile() ? KeyringMarks.read(raw) : policy.mark();
    mark.require(keyring.connect());
    markSeen = true;
  }

  /** The planner that all sessions with the same context share. */
  private Planner planner(PlanContext context) {
    return planners.get(context, Planner::new);
  }
}
