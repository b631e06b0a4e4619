package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ColumnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether row security hides rows, so that what is said of all rows would be said of some. */
final class RowSecurity {

  private RowSecurity() {}

  /**
   * Refuses to go on where this database user does not see every row of a column's table.
   *
   * @throws SQLException from the database
   * @throws IssueException 42501 if rows are hidden
   */
  static void requireAllRows(Connection connection, Backend backend, ColumnId id)
      throws SQLException {
    if (backend != Backend.POSTGRESQL) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_catalog.row_security_active(CAST(? AS pg_catalog.text))")) {
      statement.setString(1, Ddl.table(id));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        if (rows.getBoolean(1)) {
          throw new IssueException(
              Issue.error(
                  ErrorCode.NO_GRANT,
                  "row security hides rows of "
                      + id.schema()
                      + "."
                      + id.table()
                      + " from this database user",
                  "Connect as the table's owner or with BYPASSRLS"));
        }
      }
    }
  }
}
