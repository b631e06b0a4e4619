package io.columnveil.jdbc;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.policy.model.Protections;
import io.columnveil.protect.Protectors;
import io.columnveil.session.Grants;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.sql.plan.SessionEffect;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.value.TextStyle;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans made by hand, which a test may replace at any time. */
final class HandMadePlans implements PlanSource {

  private final Protectors protectors;
  private final Map<String, StatementPlan> plans = new HashMap<>();
  private final List<String> events = new ArrayList<>();
  private SessionState state;

  HandMadePlans(Protectors protectors) {
    this.protectors = protectors;
    stateChanges();
  }

  /** From now on the text is run so. */
  void put(String sql, StatementPlan plan) {
    plans.put(sql, plan);
  }

  /** Makes every plan be looked at again. */
  void stateChanges() {
    CatalogSnapshot catalog =
        new CatalogSnapshot(Backend.H2, "PUBLIC", "1", List.of(), Set.of(), Set.of(), Set.of());
    state =
        SessionState.of(
            new PlanContext(
                catalog, new Protections(List.of()), Grants.NONE, List.of("PUBLIC"), true),
            protectors,
            TextStyle.H2);
  }

  List<String> events() {
    return events;
  }

  @Override
  public Planned plan(String sql, GeneratedKeys keys) {
    return new Planned(
        plans.getOrDefault(sql, new StatementPlan.Passed(SessionEffect.NONE)), state);
  }

  @Override
  public boolean holds(Planned planned) {
    return planned.state() == state;
  }

  @Override
  public SessionState state() {
    return state;
  }

  @Override
  public void executed(SessionEffect effect) {
    if (effect != SessionEffect.NONE) {
      events.add(effect.name());
    }
  }

  @Override
  public void failed(SQLException error) {
    events.add("failed");
  }

  @Override
  public void committed() {
    events.add("committed");
  }

  @Override
  public void rolledBack() {
    events.add("rolled back");
  }

  @Override
  public void changed() {
    events.add("changed");
  }

  @Override
  public void close() {
    events.add("closed");
  }
}
