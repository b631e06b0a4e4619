package io.columnveil.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement over the tables of the clinic.
 *
 * @param kind what is compared
 * @param sql the text, with JDBC placeholders
 * @param parameters their values
 * @param obstacles forms in it that the schemes do not answer; empty if all can be answered
 * @param forms what it is made of, for reports
 * @param prepared whether it is prepared
 */
record RandomStatement(
    TwinStatement.Kind kind,
    String sql,
    List<Parameter> parameters,
    List<String> obstacles,
    List<String> forms,
    boolean prepared) {

  /**
   * What is set for a placeholder.
   *
   * @param value or null
   * @param type of {@link java.sql.Types}
   */
  record Parameter(@Nullable Object value, int type) {}

  boolean isAnswerable() {
    return obstacles.isEmpty();
  }

  boolean isChange() {
    return kind == TwinStatement.Kind.CHANGE;
  }

  /** Runs it; errors become outcomes. */
  Outcome on(Connection connection) {
    try {
      return prepared ? prepared(connection) : plain(connection);
    } catch (SQLException e) {
      return StatementRun.error(e);
    }
  }

  private Outcome plain(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return StatementRun.outcome(statement, statement.execute(sql));
    }
  }

  private Outcome prepared(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        if (parameter.value() == null) {
          statement.setNull(i + 1, parameter.type());
        } else {
          statement.setObject(i + 1, parameter.value());
        }
      }
      return StatementRun.outcome(statement, statement.execute());
    }
  }

  /** For messages of failed tests; all values are made up. */
  String describe() {
    return sql
        + parameters.stream()
            .map(p -> String.valueOf(p.value()))
            .collect(Collectors.joining(", ", " [", "]"))
        + (isAnswerable() ? " answerable" : " not answerable: " + obstacles);
  }
}
