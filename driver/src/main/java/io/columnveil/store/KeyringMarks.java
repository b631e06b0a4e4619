package io.columnveil.store;

import io.columnveil.keys.HighWaterMark;
import io.columnveil.keys.Keyring;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The high-water mark of file keyrings, in table {@code columnveil_keyring_mark} of the protected
 * database. Key commands that are given a database raise it; drivers read it, and need no more than
 * SELECT.
 */
public final class KeyringMarks {

  private static final String TABLE = "columnveil_keyring_mark";

  /**
   * What the loser of a race is told: another process made the table or the row (PostgreSQL's
   * {@code IF NOT EXISTS} does not see a table that is being made), or granted at the same time.
   */
  private static final Set<String> LOST_RACES = Set.of("23505", "42P07", "42710", "42S01", "XX000");

  private static final int TRIES = 5;

  private KeyringMarks() {}

  /** The marks; none if the table was never made. */
  public static HighWaterMark read(Connection connection) throws SQLException {
    Map<UUID, Long> marks = new HashMap<>();
    if (TableNames.exists(connection, TABLE)) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT keyring, counter FROM " + TABLE)) {
        while (rows.next()) {
          marks.put(UUID.fromString(rows.getString(1)), rows.getLong(2));
        }
      }
    }
    return new HighWaterMark(marks);
  }

  /**
   * Raises a keyring's mark if there is one, and makes none: an application needs no more than
   * UPDATE on the table for it.
   */
  public static void raiseIfThere(Connection connection, Keyring keyring) throws SQLException {
    if (TableNames.exists(connection, TABLE)) {
      update(connection, keyring);
    }
  }

  /**
   * Raises a keyring's mark to its counter, and makes the table if there is none. It never sinks.
   *
   * @param connection in autocommit mode
   */
  public static void raise(Connection connection, Keyring keyring) throws SQLException {
    for (int left = TRIES - 1; ; left--) {
      try {
        raiseOnce(connection, keyring);
        return;
      } catch (SQLException e) {
        if (left == 0 || !isLostRace(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isLostRace(SQLException e) {
    return e instanceof SQLTransientException
        || e.getSQLState() != null && LOST_RACES.contains(e.getSQLState());
  }

  private static void raiseOnce(Connection connection, Keyring keyring) throws SQLException {
    if (!TableNames.exists(connection, TABLE)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS "
                + TABLE
                + " (keyring VARCHAR(36) PRIMARY KEY, counter BIGINT NOT NULL)");
        statement.execute("GRANT SELECT ON " + TABLE + " TO PUBLIC");
      }
    }
    String id = keyring.id().toString();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO "
                + TABLE
                + " (keyring, counter) SELECT CAST(? AS VARCHAR(36)), 0 WHERE NOT EXISTS"
                + " (SELECT 1 FROM "
                + TABLE
                + " WHERE keyring = ?)")) {
      insert.setString(1, id);
      insert.setString(2, id);
      insert.executeUpdate();
    }
    update(connection, keyring);
  }

  private static void update(Connection connection, Keyring keyring) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE " + TABLE + " SET counter = ? WHERE keyring = ? AND counter < ?")) {
      update.setLong(1, keyring.counter());
      update.setString(2, keyring.id().toString());
      update.setLong(3, keyring.counter());
      update.executeUpdate();
    }
  }
}
