package io.columnveil.jdbc;

import io.columnveil.audit.AuditEvent;
import io.columnveil.audit.AuditSink;
import io.columnveil.engine.CellReaders;
import io.columnveil.engine.ParameterEncoder;
import io.columnveil.engine.SqlLiterals;
import io.columnveil.engine.UnknownReader;
import io.columnveil.engine.ValueProtections;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.session.Grants;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.LiteralWriter;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.value.Conversions;
import io.columnveil.value.TextStyle;
import java.sql.SQLException;
import java.util.List;

/**
 * What the guarded objects of one connection share: plans, and what runs them. Used by one thread at
 * a time.
 */
final class Session {

  private final PlanSource plans;
  private final ValueProtections protections;
  private final Conversions conversions;
  private final TextStyle style;
  private final ParameterEncoder encoder;
  private final CellReaders readers;
  private final LiteralWriter literals;
  private final AuditSink audit;

  Session(PlanSource plans, ValueProtections protections, TextStyle style, AuditSink audit) {
    this.plans = plans;
    this.protections = protections;
    this.style = style;
    this.audit = audit;
    conversions = new Conversions(style);
    encoder = new ParameterEncoder(protections, conversions);
    readers = new CellReaders(protections, conversions);
    literals = new SqlLiterals(encoder, style);
  }

  /** A plan that may be run. */
  Planned plan(String sql, GeneratedKeys keys) throws SQLException {
    try {
      Planned planned = plans.plan(sql, keys);
      if (planned.plan() instanceof StatementPlan.Refused refused) {
        report(AuditEvent.What.REFUSED, planned, List.of(), refused.issue().code().sqlState());
        throw SqlErrors.of(refused.issue());
      }
      return planned;
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    }
  }

  /** Whether a plan made before still holds. */
  boolean holds(Planned planned) throws SQLException {
    try {
      return plans.holds(planned);
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    }
  }

  PlanContext context() throws SQLException {
    try {
      return plans.context();
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    }
  }

  void executed(Planned planned) {
    plans.executed(planned.plan().effect());
    if (planned.plan() instanceof StatementPlan.Rewritten rewritten) {
      report(AuditEvent.What.EXECUTED, planned, rewritten.touched(), "");
    }
  }

  void failed() {
    plans.failed();
  }

  void committed() {
    plans.committed();
  }

  void rolledBack() {
    plans.rolledBack();
  }

  void changed() {
    plans.changed();
  }

  void close() {
    protections.close();
  }

  ParameterEncoder encoder() {
    return encoder;
  }

  CellReaders readers() {
    return readers;
  }

  UnknownReader unknownReader(PlanContext context) {
    return new UnknownReader(protections, context.protections(), context.grants());
  }

  LiteralWriter literals() {
    return literals;
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
      Grants grants = planned.context().grants();
      audit.accept(
          new AuditEvent(
              what,
              grants.roles(),
              columns.stream().map(column -> column.id().toString()).toList(),
              code));
    }
  }
}
