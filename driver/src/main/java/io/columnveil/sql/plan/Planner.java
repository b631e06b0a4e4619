package io.columnveil.sql.plan;

/**
 * Plans statements for one context; keeps what it planned. Thread-safe: all sessions with the same
 * context share one.
 */
public final class Planner {

  private final PlanContext context;

  /** A planner with an empty cache. */
  public Planner(PlanContext context) {
    this.context = context;
  }

  /**
   * How a statement is run.
   *
   * @param sql the application's text
   * @param generatedKeys what it asked to get back
   */
  public StatementPlan plan(String sql, GeneratedKeys generatedKeys) {
    throw new UnsupportedOperationException(context.toString());
  }
}
