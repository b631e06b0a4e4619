package io.columnveil.jdbc;

import io.columnveil.keys.Keyring;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.protect.Protectors;
import io.columnveil.session.Grants;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.sql.plan.Planner;
import io.columnveil.sql.plan.SessionEffect;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.store.LiveSession;
import io.columnveil.store.Standing;
import io.columnveil.value.TextStyle;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The plans of a live connection. A statement that touches nothing protected is planned on what is
 * known already; all others make the session look whether that still holds.
 */
final class LivePlans implements PlanSource {

  /** How old the catalog may be when a statement runs. */
  private static final long MAX_AGE_NANOS = 1_000_000_000L;

  private final LiveSession live;
  private final LiveKeyring keyring;
  private final KeySettings settings;
  private final TextStyle style;
  private final Function<PlanContext, Planner> planners;
  private @Nullable Now now;
  private long lastLook;

  /**
   * All that belongs to one state; made anew when the session, the catalog or the keyring changed.
   */
  private record Now(
      Standing standing,
      Keyring keyring,
      Protectors protectors,
      Planner planner,
      SessionState state) {}

  LivePlans(
      LiveSession live,
      LiveKeyring keyring,
      KeySettings settings,
      TextStyle style,
      Function<PlanContext, Planner> planners) {
    this.live = live;
    this.keyring = keyring;
    this.settings = settings;
    this.style = style;
    this.planners = planners;
  }

  @Override
  public Planned plan(String sql, GeneratedKeys keys) throws SQLException {
    Now known = recent();
    StatementPlan plan = known.planner().plan(sql, keys);
    if (plan instanceof StatementPlan.Passed passed
        && !passed.byNames()
        && mayPass(known, passed, sql)) {
      return new Planned(plan, known.state());
    }
    keyring.requireUpToDate();
    known = look();
    plan = known.planner().plan(sql, keys);
    if (plan instanceof StatementPlan.Refused refused && refused.onlyUnknownNames()) {
      live.refresh();
      known = look();
      plan = known.planner().plan(sql, keys);
      if (plan instanceof StatementPlan.Refused again) {
        // the database itself shall say that there is no such table or function
        plan = again.ifStillUnknown().orElse(plan);
      }
    }
    boolean passes = plan instanceof StatementPlan.Passed passed && mayPass(known, passed, sql);
    return known.standing().refusal().isPresent() && !passes
        ? new Planned(new StatementPlan.Refused(known.standing().refusal().get()), known.state())
        : new Planned(plan, known.state());
  }

  /**
   * Under a setting that makes SQL unreadable only what may end it passes, and only a text that
   * reads the same under it: one without a backslash.
   */
  private static boolean mayPass(Now known, StatementPlan.Passed plan, String sql) {
    return known.standing().refusal().isEmpty()
        || sql.indexOf('\\') < 0
            && (plan.effect() == SessionEffect.TRANSACTION
                || plan.effect() == SessionEffect.IDENTITY);
  }

  @Override
  public boolean holds(Planned planned) throws SQLException {
    boolean restsOnSession =
        !(planned.plan() instanceof StatementPlan.Passed passed) || passed.byNames();
    if (restsOnSession) {
      keyring.requireUpToDate();
    }
    Now known = restsOnSession ? look() : recent();
    return known.state() == planned.state();
  }

  @Override
  public SessionState state() throws SQLException {
    return look().state();
  }

  /**
   * What was known a moment ago. It is good enough for a statement that names nothing protected in
   * any schema; but what is protected changes too, so it is never older than the bound on the
   * catalog's age.
   */
  private Now recent() throws SQLException {
    Now known = now;
    return known == null || System.nanoTime() - lastLook > MAX_AGE_NANOS ? look() : known;
  }

  @SuppressWarnings("ReferenceEquality") // a standing is the same object while nothing changes
  private Now look() throws SQLException {
    Standing standing = live.current();
    lastLook = System.nanoTime();
    Keyring keys = keyring.current();
    Now known = now;
    if (known != null && known.standing() == standing && known.keyring() == keys) {
      return known;
    }
    PlanContext context =
        new PlanContext(
            standing.catalog(),
            standing.protections(),
            // without keys every session reads as one without grants
            keys.hasKeys() ? standing.grants() : Grants.NONE,
            standing.searchPath(),
            keys.hasKeys());
    Protectors protectors =
        known != null && known.keyring() == keys
            ? known.protectors()
            : Protectors.forConnection(keys, settings);
    Planner planner = planners.apply(context);
    Now fresh =
        new Now(
            standing,
            keys,
            protectors,
            planner,
            SessionState.of(planner.context(), protectors, style));
    now = fresh;
    return fresh;
  }

  @Override
  public void executed(SessionEffect effect) {
    switch (effect) {
      case NONE -> {}
      case TRANSACTION -> live.rolledBack();
      case IDENTITY -> live.identityChanged();
      case CATALOG -> {
        live.catalogChanged();
        now = null;
      }
    }
  }

  @Override
  public void failed(SQLException error) {
    String state = error.getSQLState();
    if (state != null && state.startsWith("42")) {
      live.refresh(); // the server may see another catalog
      now = null;
    } else {
      live.rolledBack();
    }
  }

  @Override
  public void committed() {
    live.committed();
  }

  @Override
  public void rolledBack() {
    live.rolledBack();
  }

  @Override
  public void changed() {
    live.identityChanged();
  }

  @Override
  public void close() {
    now = null;
  }
}
