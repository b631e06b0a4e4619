package io.columnveil.jdbc;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.plan.CursorUse;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.KeptUse;
import io.columnveil.sql.plan.ResultColumn;
import io.columnveil.sql.plan.SessionEffect;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.sql.plan.WireText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cursors that a session declared. Their rows are read as their query is planned when they are
 * fetched: a role that has become narrower gets no more than it would by that query now.
 */
final class Cursors {

  /** One that gives protected columns, or none. */
  private record Declared(CursorUse.Declares by, Optional<StatementPlan.Cursor> cursor) {}

  private final PlanSource plans;
  private final Map<String, Declared> declared = new HashMap<>();

  Cursors(PlanSource plans) {
    this.plans = plans;
  }

  /** A statement was executed. */
  void executed(StatementPlan plan) {
    if (plan instanceof StatementPlan.Rewritten rewritten) {
      rewritten
          .cursor()
          .ifPresent(cursor -> declare(new Declared(cursor.declared(), Optional.of(cursor))));
    } else if (plan instanceof StatementPlan.Passed passed) {
      passed.kept().forEach(this::executed);
    }
    if (plan.effect() == SessionEffect.TRANSACTION) {
      ended();
    }
  }

  private void executed(KeptUse use) {
    if (use instanceof CursorUse.Declares by) {
      declare(new Declared(by, Optional.empty()));
    } else if (use instanceof CursorUse.Closes closes) {
      closes.name().ifPresentOrElse(declared::remove, declared::clear);
    }
  }

  private void declare(Declared cursor) {
    declared.put(cursor.by().name(), cursor);
  }

  /**
   * A transaction may have ended. Code in the database may then open another cursor of the same
   * name; one of protected columns is told by its envelopes, one of others is not.
   */
  void ended() {
    declared.values().removeIf(cursor -> cursor.cursor().isEmpty() && !cursor.by().hold());
  }

  /** The plan of a statement that passes, unless it fetches rows that must be read. */
  Planned resolved(String sql, Planned planned) throws SQLException {
    List<KeptUse> uses = ((StatementPlan.Passed) planned.plan()).kept();
    List<String> before = new ArrayList<>();
    for (KeptUse use : uses) {
      if (use instanceof CursorUse.Declares by) {
        before.add(by.name());
      } else if (use instanceof CursorUse.Reads reads && !before.contains(reads.name())) {
        Planned fetched = fetched(sql, planned, reads.name());
        if (reads.alone()) {
          return fetched;
        }
        if (!(fetched.plan() instanceof StatementPlan.Passed)) {
          return refused(
              planned,
              "rows of a cursor are fetched in a text of several statements, and may hold"
                  + " protected columns",
              "Send FETCH alone");
        }
      }
    }
    return planned;
  }

  private Planned fetched(String sql, Planned planned, String name) throws SQLException {
    Declared cursor = declared.get(name);
    if (cursor == null) {
      return unknown(sql, planned);
    }
    Planned again = plans.plan(cursor.by().sql(), new GeneratedKeys.None());
    if (again.plan() instanceof StatementPlan.Refused) {
      return again;
    }
    if (cursor.cursor().isEmpty()) {
      return again.plan() instanceof StatementPlan.Passed ? planned : changed(planned);
    }
    if (!(again.plan() instanceof StatementPlan.Rewritten now)
        || now.cursor().isEmpty()
        || !origins(now.cursor().get().columns())
            .equals(origins(cursor.cursor().get().columns()))) {
      return changed(planned);
    }
    return new Planned(reading(sql, now.cursor().get().columns(), now.touched()), again.state());
  }

  /** Code of the database may have opened it: only the envelopes tell what its cells are. */
  private Planned unknown(String sql, Planned planned) throws SQLException {
    SessionState state = plans.state();
    boolean oldPlaintext =
        state.context().protections().all().stream()
            .anyMatch(column -> column.state() != ColumnState.ENCRYPTED);
    return oldPlaintext
        ? refused(
            planned,
            "a cursor that was not declared through this connection may hold old plaintext of a"
                + " protected column",
            "Declare it by DECLARE, or select from the tables themselves")
        : new Planned(reading(sql, Optional.empty(), List.of()), state);
  }

  private static StatementPlan.Rewritten reading(
      String sql, Optional<List<ResultColumn>> columns, List<ProtectedColumn> touched) {
    return new StatementPlan.Rewritten(
        SessionEffect.NONE,
        new WireText(List.of(sql), List.of()),
        List.of(),
        0,
        columns,
        Optional.empty(),
        touched);
  }

  /** Which protected column each of the columns is, whoever reads it. */
  private static List<String> origins(Optional<List<ResultColumn>> columns) {
    return columns.orElse(List.of()).stream()
        .map(
            column ->
                column instanceof ResultColumn.Protected read
                    ? read.column().id().toString()
                    : column.getClass().getSimpleName())
        .toList();
  }

  private static Planned changed(Planned planned) {
    return refused(
        planned,
        "what the cursor selects has changed since it was declared",
        "Close it and declare it anew");
  }

  private static Planned refused(Planned planned, String message, String remedy) {
    return new Planned(
        new StatementPlan.Refused(Issue.error(ErrorCode.OPAQUE_CODE, message, remedy)),
        planned.state());
  }
}
