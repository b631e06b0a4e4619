package io.columnveil.jdbc;

import io.columnveil.sql.plan.ResultColumn;
import io.columnveil.sql.plan.StatementPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan and the state for which it was made, with what is worked out of both once. */
final class Planned {

  private final StatementPlan plan;
  private final SessionState state;
  private @Nullable ResultReading rows;

  Planned(StatementPlan plan, SessionState state) {
    this.plan = plan;
    this.state = state;
  }

  StatementPlan plan() {
    return plan;
  }

  /** The same object as long as nothing changed. */
  SessionState state() {
    return state;
  }

  /** How the first result's columns are read; of a rewritten statement. */
  ResultReading rows(StatementPlan.Rewritten rewritten) {
    ResultReading known = rows;
    if (known == null) {
      @Nullable List<ResultColumn> columns = rewritten.columns().orElse(null);
      known = rows = ResultReading.of(state, columns);
    }
    return known;
  }
}
