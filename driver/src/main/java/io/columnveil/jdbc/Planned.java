package io.columnveil.jdbc;

import io.columnveil.sql.plan.StatementPlan;

/**
 * A plan and the state for which it was made.
 *
 * @param plan the plan
 * @param state equal by identity as long as nothing changed
 */
record Planned(StatementPlan plan, SessionState state) {}
