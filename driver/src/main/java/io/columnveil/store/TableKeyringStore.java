package io.columnveil.store;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyringStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code table:}: the keyring in one row of a table of the protected database. Read and changed
 * over connections of our own, so that no application's transaction or temporary table is in the
 * way; changes hold the row's lock. A row that is missing is a missing keyring, which is refused.
 */
public final class TableKeyringStore implements KeyringStore {

  /** How connections are used. */
  public enum Connections {
    /** One for each look, closed afterwards. */
    OPENED,
    /** One is kept for looking at the table every second; changes get their own. */
    KEPT,
    /** The connector gives one that belongs to somebody else, who closes it. */
    BORROWED
  }

  private static final int SEAL_LENGTH = 32;

  private final String table;
  private final Connector connector;
  private final Connections connections;
  private @Nullable Connection kept;

  /**
   * In a table.
   *
   * @param table its name as the policy spells it, already known to be well formed
   * @param connector opens connections whose user may read it, and for changes also write it
   * @param connections how they are used
   */
  public TableKeyringStore(String table, Connector connector, Connections connections) {
    this.table = table;
    this.connector = connector;
    this.connections = connections;
  }

  @Override
  public Optional<byte[]> read() {
    return connections == Connections.KEPT ? readOverKept() : with(this::readOver);
  }

  private Optional<byte[]> readOver(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    return exists(connection) ? select(connection, "") : Optional.empty();
  }

  private synchronized Optional<byte[]> readOverKept() {
    Connection known = kept;
    try {
      if (known != null) {
        return readOver(known);
      }
    } catch (SQLException lost) {
      close(known);
    }
    kept = null;
    try {
      Connection fresh = connector.open();
      kept = fresh;
      return readOver(fresh);
    } catch (SQLException e) {
      close(kept);
      kept = null;
      throw failure("cannot be read", String.valueOf(e.getSQLState()));
    }
  }

  private static void close(@Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException gone) {
        // it is of no use either way
      }
    }
  }

  @Override
  public void replace(Function<Optional<byte[]>, byte[]> change) {
    with(
        connection -> {
          connection.setAutoCommit(false);
          try {
            Optional<byte[]> present =
                exists(connection) ? select(connection, " FOR UPDATE") : Optional.empty();
            byte[] changed = change.apply(present);
            if (present.isEmpty()) {
              create(connection);
            }
            write(connection, present.isPresent(), changed);
            connection.commit();
          } finally {
            connection.rollback();
          }
          return Optional.empty();
        });
  }

  @Override
  public String stamp() {
    try {
      return read()
          .map(
              bytes ->
                  HexFormat.of()
                      .formatHex(bytes, Math.max(0, bytes.length - SEAL_LENGTH), bytes.length))
          .orElse("");
    } catch (IssueException unreachable) {
      return "";
    }
  }

  @Override
  public String name() {
    return "table " + table;
  }

  private boolean exists(Connection connection) throws SQLException {
    return TableNames.exists(connection, table);
  }

  private void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + TableNames.sql(table)
              + " (id INTEGER PRIMARY KEY CHECK (id = 1), keyring BYTEA NOT NULL)");
    }
  }

  private Optional<byte[]> select(Connection connection, String lock) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT keyring FROM " + TableNames.sql(table) + " WHERE id = 1" + lock)) {
      return rows.next() ? Optional.ofNullable(rows.getBytes(1)) : Optional.empty();
    }
  }

  private void write(Connection connection, boolean update, byte[] bytes) throws SQLException {
    String sql =
        update
            ? "UPDATE " + TableNames.sql(table) + " SET keyring = ? WHERE id = 1"
            : "INSERT INTO " + TableNames.sql(table) + " (keyring, id) VALUES (?, 1)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, bytes);
      if (statement.executeUpdate() != 1) {
        throw failure("lost its row", "XX000");
      }
    }
  }

  /** Work over a connection. */
  @FunctionalInterface
  private interface Work {
    Optional<byte[]> over(Connection connection) throws SQLException;
  }

  private Optional<byte[]> with(Work work) {
    try {
      Connection connection = connector.open();
      boolean autoCommit = connection.getAutoCommit();
      try {
        return work.over(connection);
      } finally {
        connection.setAutoCommit(autoCommit);
        if (connections != Connections.BORROWED) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw failure("cannot be read or written", String.valueOf(e.getSQLState()));
    }
  }

  /** The state of the database is told, its message not: it may print the row. */
  private IssueException failure(String what, String state) {
    boolean away = state.startsWith("08") || state.startsWith("57") || state.startsWith("53");
    return new IssueException(
        Issue.error(
            away ? ErrorCode.KEY_SERVICE_UNREACHABLE : ErrorCode.POLICY_INVALID,
            "keyring " + name() + " " + what + " (SQLSTATE " + state + ")",
            "Check keys.keyring in the policy and the grants on the table"));
  }
}
