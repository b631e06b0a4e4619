package io.columnveil.jdbc;

import io.columnveil.sql.plan.PlanContext;
import io.columnveil.sql.plan.StatementPlan;

/**
 * A plan and the context for which it was made.
 *
 * @param plan the plan
 * @param context equal by identity as long as nothing changed
 */
record Planned(StatementPlan plan, PlanContext context) {}
