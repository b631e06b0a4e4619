package io.columnveil.jdbc;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.KeptUse;
import io.columnveil.sql.plan.PreparedUse;
import io.columnveil.sql.plan.StatementPlan;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements that a session keeps in the server by PREPARE. One is planned anew whenever
 * EXECUTE runs it: what a view or a function in it does may have changed since.
 */
final class PreparedTexts {

  private static final String REMEDY =
      "Prepare it by Connection.prepareStatement, which the server keeps as well";

  private final PlanSource plans;
  private final Map<String, String> texts = new HashMap<>();

  PreparedTexts(PlanSource plans) {
    this.plans = plans;
  }

  /** If it fails, nobody knows which parts of its text were run. */
  void starting(StatementPlan plan) {
    if (plan instanceof StatementPlan.Passed passed) {
      for (KeptUse use : passed.kept()) {
        if (use instanceof PreparedUse.Prepares prepares) {
          texts.remove(prepares.name());
        } else if (use instanceof PreparedUse.Deallocates) {
          executed(use);
        }
      }
    }
  }

  /** A statement was executed. */
  void executed(StatementPlan plan) {
    if (plan instanceof StatementPlan.Passed passed) {
      passed.kept().forEach(this::executed);
    }
  }

  private void executed(KeptUse use) {
    if (use instanceof PreparedUse.Prepares prepares) {
      texts.put(prepares.name(), prepares.sql());
    } else if (use instanceof PreparedUse.Deallocates deallocates) {
      deallocates.name().ifPresentOrElse(texts::remove, texts::clear);
    }
  }

  /** The plan of a statement, unless it runs one that is not known or not harmless any more. */
  Planned resolved(Planned planned) throws SQLException {
    if (planned.plan() instanceof StatementPlan.Passed passed) {
      for (KeptUse use : passed.kept()) {
        if (use instanceof PreparedUse.Executes executes) {
          String text = texts.get(executes.name());
          if (text == null) {
            return refused(
                planned,
                "what EXECUTE runs was not prepared by a PREPARE of this connection that was sent"
                    + " before, and may touch protected tables");
          }
          if (!(plans.plan(text, new GeneratedKeys.None()).plan()
              instanceof StatementPlan.Passed)) {
            return refused(
                planned, "the statement that EXECUTE runs touches protected tables by now");
          }
        }
      }
    }
    return planned;
  }

  private static Planned refused(Planned planned, String message) {
    return new Planned(
        new StatementPlan.Refused(Issue.error(ErrorCode.OPAQUE_CODE, message, REMEDY)),
        planned.state());
  }
}
