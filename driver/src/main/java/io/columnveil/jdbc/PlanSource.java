package io.columnveil.jdbc;

import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.SessionEffect;
import java.sql.SQLException;

/**
 * Where the statements of one connection get their plans from: knows the context of the session and
 * when it must be looked at again. Used by one thread at a time.
 */
interface PlanSource {

  /**
   * Plans a statement as the session is now. Asks the database only if the statement is relevant
   * and the session or the catalog may have changed.
   */
  Planned plan(String sql, GeneratedKeys keys) throws SQLException;

  /** Whether a plan made before still holds; asks the database as {@link #plan} does. */
  boolean holds(Planned planned) throws SQLException;

  /** The state as it is now, without a statement: for metadata and cursors. */
  SessionState state() throws SQLException;

  /** A statement was executed. */
  void executed(SessionEffect effect);

  /** A statement failed, which may have taken settings back. */
  void failed(SQLException error);

  /** The transaction was committed. */
  void committed();

  /** The transaction or a part of it was rolled back. */
  void rolledBack();

  /** A setting was changed by a method of the connection. */
  void changed();

  /** The connection is closed: forgets keys. */
  void close();
}
