package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short forms of what tests do with a connection again and again. */
final class Sql {

  private Sql() {}

  /** Runs one statement. */
  static void execute(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    if (parameters.length == 0) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.execute();
    }
  }

  /** The first column of all rows, by getString. */
  static List<@Nullable String> strings(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    List<@Nullable String> values = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
    }
    return values;
  }

  /** The first column of the only row. */
  static @Nullable String string(Connection connection, String sql, @Nullable Object... parameters)
      throws SQLException {
    List<@Nullable String> values = strings(connection, sql, parameters);
    assertThat(values).as(sql).hasSize(1);
    return values.get(0);
  }

  private static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** An action that must fail. */
  interface Action {
    void run() throws SQLException;
  }

  /** Runs what must be refused by the driver with a state; the connection must be usable after. */
  static void refused(Connection connection, String state, String what, Action action)
      throws SQLException {
    SQLException refusal = null;
    try {
      action.run();
    } catch (SQLException e) {
      refusal = e;
    }
    if (refusal == null) {
      throw new AssertionError(what + " must be refused with " + state);
    }
    assertThat(refusal.getSQLState()).as("%s: %s", what, refusal.getMessage()).isEqualTo(state);
    assertThat(refusal.getMessage()).as(what).contains("errors.md#");
    assertThat(Twin.containsMarker(refusal.toString())).as(refusal.getMessage()).isFalse();
    assertThat(string(connection, "SELECT count(*) FROM towns")).as("usable after").isEqualTo("2");
  }

  /** Runs a statement, plain and prepared, that must be refused with a state. */
  static void refusedStatement(Connection connection, String state, String sql)
      throws SQLException {
    refused(connection, state, sql, () -> execute(connection, sql));
    refused(connection, state, sql + " (prepared)", () -> strings(connection, sql));
  }

  /** Whether a string is one of our envelopes as text. */
  static boolean isCiphertext(@Nullable String value) {
    return value != null && value.matches("_cv1[-_A-Za-z0-9]+");
  }
}
