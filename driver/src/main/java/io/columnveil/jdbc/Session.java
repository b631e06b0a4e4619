package io.columnveil.jdbc;

import io.columnveil.audit.AuditEvent;
import io.columnveil.audit.AuditSink;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.session.Grants;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.value.Conversions;
import io.columnveil.value.TextStyle;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the guarded objects of one connection share: plans, and what runs them. Thread-safe. */
final class Session {

  private final Turns turns = new Turns();
  private final PlanSource plans;
  private final Cursors cursors;
  private final PreparedTexts prepared;
  private final Conversions conversions;
  private final TextStyle style;
  private final AuditSink audit;

  Session(PlanSource plans, TextStyle style, AuditSink audit) {
    this.plans = plans;
    this.cursors = new Cursors(plans);
    this.prepared = new PreparedTexts(plans);
    this.style = style;
    this.audit = audit;
    conversions = new Conversions(style);
  }

  /**
   * Does something that rests on a plan, and gets it, while no other thread runs a statement on the
   * connection.
   */
  <T extends @Nullable Object> T inTurn(Execution.Call<T> call) throws SQLException {
    return turns.take(call);
  }

  /** A plan that may be run. */
  Planned plan(String sql, GeneratedKeys keys) throws SQLException {
    return turns.take(() -> newPlan(sql, keys));
  }

  private Planned newPlan(String sql, GeneratedKeys keys) throws SQLException {
    try {
      Planned planned = plans.plan(sql, keys);
      if (planned.plan() instanceof StatementPlan.Passed passed && !passed.kept().isEmpty()) {
        planned = prepared.resolved(cursors.resolved(sql, planned));
      }
      if (planned.plan() instanceof StatementPlan.Refused refused) {
        report(AuditEvent.What.REFUSED, planned, List.of(), refused.issue().code().sqlState());
        throw SqlErrors.of(refused.issue());
      }
      return planned;
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    }
  }

  /** For what needs a plan without a statement. */
  void requirePassed(String sql) throws SQLException {
    if (!(plan(sql, new GeneratedKeys.None()).plan() instanceof StatementPlan.Passed)) {
      throw SqlErrors.refused(
          "the statement could touch a protected table and would pass by encryption",
          "Use INSERT and SELECT");
    }
  }

  /** Whether a plan made before still holds. */
  boolean holds(Planned planned) throws SQLException {
    try {
      return turns.take(() -> plans.holds(planned));
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    }
  }

  SessionState state() throws SQLException {
    try {
      return turns.take(plans::state);
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    }
  }

  /** A statement is about to be executed. */
  void starting(Planned planned) {
    turns.tell(() -> prepared.starting(planned.plan()));
  }

  void executed(Planned planned) {
    turns.tell(
        () -> {
          plans.executed(planned.plan().effect());
          cursors.executed(planned.plan());
          prepared.executed(planned.plan());
        });
    if (planned.plan() instanceof StatementPlan.Rewritten rewritten) {
      report(AuditEvent.What.EXECUTED, planned, rewritten.touched(), "");
    }
  }

  void failed(SQLException error) {
    turns.tell(() -> plans.failed(error));
  }

  void committed() {
    turns.tell(
        () -> {
          cursors.ended();
          plans.committed();
        });
  }

  void rolledBack() {
    turns.tell(
        () -> {
          cursors.ended();
          plans.rolledBack();
        });
  }

  void changed() {
    turns.tell(plans::changed);
  }

  void close() {
    turns.tell(plans::close);
  }

  Conversions conversions() {
    return conversions;
  }

  TextStyle style() {
    return style;
  }

  private void report(
      AuditEvent.What what, Planned planned, List<ProtectedColumn> columns, String code) {
    if (audit.wants(what)) {
      Grants grants = planned.state().context().grants();
      audit.accept(
          new AuditEvent(
              what,
              grants.roles(),
              columns.stream().map(column -> column.id().toString()).toList(),
              code));
    }
  }
}
