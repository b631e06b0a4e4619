package io.columnveil.jdbc;

import io.columnveil.sql.plan.SessionEffect;
import io.columnveil.sql.plan.StatementPlan;
import java.sql.SQLException;
import java.util.Set;

/**
 * Whether what the database says of a statement may hold values of protected tables. Statements
 * that are sent as they are name none of their rows, but some make the database look at them: the
 * end of a transaction checks deferred constraints, DDL reads the rows of its table.
 */
final class Disclosure {

  /** A constraint of PostgreSQL or H2 that rows violate. */
  private static final String VIOLATED = "23";

  /**
   * Classes of errors that speak of names, settings and resources, so that a DDL that fails can be
   * mended: syntax and names, transaction state, authorization, unknown databases and schemas,
   * objects in use, cancelled; and those that are H2's own.
   */
  private static final Set<String> OF_NAMES =
      Set.of("42", "25", "28", "2B", "3D", "3F", "55", "57", "90");

  /** H2: a function of the user's threw an exception. */
  private static final String OF_A_FUNCTION = "90105";

  private Disclosure() {}

  /** Of an error. */
  static boolean mayHoldValues(StatementPlan plan, SQLException error) {
    if (plan instanceof StatementPlan.Rewritten) {
      return true;
    }
    String state = String.valueOf(error.getSQLState());
    return switch (plan.effect()) {
      case NONE -> false;
      case TRANSACTION -> true;
      case IDENTITY -> state.startsWith(VIOLATED);
      case CATALOG ->
          state.length() < 2
              || !OF_NAMES.contains(state.substring(0, 2))
              || state.equals(OF_A_FUNCTION);
    };
  }

  /** Of a warning: a deferred trigger may tell of rows. */
  static boolean mayWarnOfValues(StatementPlan plan) {
    return plan instanceof StatementPlan.Rewritten || plan.effect() == SessionEffect.TRANSACTION;
  }
}
