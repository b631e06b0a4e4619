package io.columnveil.store;

import io.columnveil.catalog.Backend;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The transactions of other sessions that were open at one moment, for waiting until they are over:
 * what they read and write was planned before that moment, and their snapshots are older.
 *
 * <p>PostgreSQL tells every transaction by its virtual id, to every user. H2 tells only which
 * sessions run a statement or have uncommitted changes, and to others than administrators only of
 * their own; a transaction that has only read is not seen there.
 */
public final class OpenTransactions {

  private static final String POSTGRESQL =
      "SELECT l.virtualtransaction FROM pg_catalog.pg_locks l"
          + " JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
          + " WHERE l.locktype = 'virtualxid' AND l.pid <> pg_catalog.pg_backend_pid()"
          + " AND a.datname = pg_catalog.current_database()"
          // Other kinds of processes change no rows. Without the right to see it, it is NULL.
          + " AND COALESCE(a.backend_type, 'client backend') IN"
          + " ('client backend', 'parallel worker')"
          + " UNION ALL SELECT 'prepared ' || gid FROM pg_catalog.pg_prepared_xacts"
          + " WHERE database = pg_catalog.current_database()";

  private static final String H2 =
      "SELECT CAST(SESSION_ID AS VARCHAR) || ' ' ||"
          + " CASE WHEN CONTAINS_UNCOMMITTED THEN 'changes'"
          + " ELSE CAST(EXECUTING_STATEMENT_START AS VARCHAR) END"
          + " FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID()"
          + " AND (CONTAINS_UNCOMMITTED OR EXECUTING_STATEMENT IS NOT NULL)";

  private final Connection connection;
  private final String question;
  private final Set<String> waitedFor;

  private OpenTransactions(Connection connection, String question, Set<String> waitedFor) {
    this.connection = connection;
    this.question = question;
    this.waitedFor = waitedFor;
  }

  /**
   * Those that are open now.
   *
   * @param connection past our driver, in autocommit mode
   * @throws SQLException from the database
   */
  public static OpenTransactions now(Connection connection, Backend backend) throws SQLException {
    String question = backend == Backend.H2 ? H2 : POSTGRESQL;
    return new OpenTransactions(
        connection, question, new HashSet<>(TextQuery.all(connection, question)));
  }

  /**
   * How many of them are still open.
   *
   * @throws SQLException from the database
   */
  public int left() throws SQLException {
    if (!waitedFor.isEmpty()) {
      List<String> open = TextQuery.all(connection, question);
      waitedFor.retainAll(open);
    }
    return waitedFor.size();
  }
}
