package io.columnveil.jdbc;

import io.columnveil.sql.plan.ResultColumn;
import io.columnveil.sql.plan.StatementPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a statement and its results. What prepared and plain statements share: errors
 * without values, guarded result sets, warnings.
 */
final class Execution {

  /** Something that the wrapped driver does. */
  @FunctionalInterface
  interface Call<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  private final Session session;
  private final Statement owner;
  private @Nullable Planned planned;
  private int result;
  private @Nullable ResultSet raw;
  private @Nullable GuardedResultSet guarded;
  private @Nullable String masked;

  Execution(Session session, Statement owner) {
    this.session = session;
    this.owner = owner;
  }

  /** Runs a statement by its plan. */
  <T extends @Nullable Object> T run(Planned plan, Call<T> call) throws SQLException {
    start(plan);
    session.starting(plan);
    try {
      T result = call.run();
      session.executed(plan);
      return result;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Does something that belongs to the last execution, such as going to the next result. */
  <T extends @Nullable Object> T again(Call<T> call) throws SQLException {
    try {
      return call.run();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The error to throw instead of the wrapped driver's. */
  SQLException failed(SQLException e) {
    session.failed(e);
    return planned != null && Disclosure.mayHoldValues(planned.plan(), e)
        ? Scrubber.scrub(e, sent(planned.plan()))
        : e;
  }

  private static String sent(StatementPlan plan) {
    return plan instanceof StatementPlan.Rewritten rewritten ? rewritten.text().prepared() : "";
  }

  /** All results before belong to the past. */
  void start(Planned plan) {
    planned = plan;
    result = 0;
    raw = null;
    guarded = null;
    masked = null;
  }

  /** The next results are those of the next statement in the same text. */
  void nextResult() {
    result++;
    raw = null;
    guarded = null;
  }

  /** The guarded result set over one of the wrapped driver's. */
  @Nullable ResultSet rows(@Nullable ResultSet rows) throws SQLException {
    if (rows == null) {
      return null;
    }
    if (rows == raw && guarded != null) {
      return guarded;
    }
    GuardedResultSet fresh;
    if (planned != null && planned.plan() instanceof StatementPlan.Rewritten rewritten) {
      ResultReading reading =
          result == 0
              ? planned.rows(rewritten)
              : ResultReading.of(planned.state(), rewritten.columns(result).orElse(null));
      fresh = GuardedResultSet.reading(session, owner, rows, reading);
      masked = reading.masked();
    } else {
      fresh = GuardedResultSet.plain(session, owner, rows);
    }
    raw = rows;
    guarded = fresh;
    return fresh;
  }

  /** The guarded generated keys. */
  ResultSet keys(ResultSet rows) throws SQLException {
    if (planned != null && planned.plan() instanceof StatementPlan.Rewritten rewritten) {
      List<ResultColumn> columns =
          rewritten.generatedKeys().map(StatementPlan.KeyColumns::columns).orElse(null);
      return GuardedResultSet.reading(
          session, owner, rows, ResultReading.of(planned.state(), columns));
    }
    return GuardedResultSet.plain(session, owner, rows);
  }

  /** Warnings of the statement, without values, and ours. */
  @Nullable SQLWarning warnings(@Nullable SQLWarning rawWarnings) {
    return warnings(
        planned != null && Disclosure.mayWarnOfValues(planned.plan()), rawWarnings, masked);
  }

  /**
   * Our warning first, then the wrapped driver's.
   *
   * @param masked columns whose values are masked
   */
  static @Nullable SQLWarning warnings(
      boolean relevant, @Nullable SQLWarning rawWarnings, @Nullable String masked) {
    SQLWarning others = relevant ? Scrubber.scrub(rawWarnings) : rawWarnings;
    if (masked == null) {
      return others;
    }
    SQLWarning first = SqlErrors.masked(masked);
    if (others != null) {
      first.setNextWarning(others);
    }
    return first;
  }

  void clearWarnings() {
    masked = null;
  }
}
