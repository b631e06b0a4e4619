package io.columnveil.session;

import java.sql.SQLException;

/** Asks the database about one session. */
public interface SessionSource {

  /**
   * Asks by one query.
   *
   * @throws SQLException from the database, unchanged
   */
  SessionFacts read() throws SQLException;

  /**
   * What the database last reported of itself, without asking: two equal results mean that nothing
   * of what it reports has changed in between. Cheap enough for every statement.
   */
  Object reported();

  /** Whether an error says that the transaction has failed, so that only its end is accepted. */
  boolean isFailedTransaction(SQLException error);
}
