package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text of several statements gives all its results in order, on PostgreSQL as on plaintext. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralStatementsTest {

  private Twin twin;

  @BeforeAll
  void create() throws SQLException {
    twin = Twin.create(Database.POSTGRESQL);
  }

  @AfterEach
  void reset() throws SQLException {
    twin.noPlaintextLeft();
    twin.reset();
  }

  @AfterAll
  void close() throws SQLException {
    twin.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT email FROM users WHERE id = 1; UPDATE users SET phone = '+15557' WHERE id < 3;"
            + " SELECT id, phone FROM users WHERE phone = '+15557' ORDER BY id",
        "UPDATE cities SET country = 'XX'; SELECT name FROM cities ORDER BY 1; SELECT full_name"
            + " FROM users WHERE email = 'ann@mail.example'; DELETE FROM contacts",
        "BEGIN; INSERT INTO users (id, email) VALUES (9, 'new@mail.example') RETURNING id, email;"
            + " SELECT count(*) FROM users; COMMIT",
        "/* a; */ SELECT 1 AS x, 'a;b' AS y; /* b; */ SELECT email, 'c' FROM contacts ORDER BY id;"
            + " -- d;",
        ";; SELECT city, phone FROM users WHERE id = 2;; EXPLAIN (COSTS OFF) SELECT 1;"
      })
  void givesEveryResultInItsOrder(String sql) throws SQLException {
    List<Object> expected = plain(twin.plainConnection(), sql);
    twin.reset();
    assertThat(plain(twin.veiledConnection(), sql)).isEqualTo(expected);
    twin.reset();
    assertThat(prepared(twin.veiledConnection(), sql)).isEqualTo(expected);
  }

  @Test
  void parametersGoToTheirStatements() throws SQLException {
    String sql =
        "UPDATE cities SET country = ? WHERE name = ?; SELECT id FROM users WHERE email = ?; UPDATE"
            + " users SET email = ?, city = ? WHERE phone = ? AND id = 1; SELECT ?::text; SELECT"
            + " id, city, email FROM users WHERE email IN (?, 'bob@mail.example') ORDER BY id";
    String[] values = {
      "XX",
      "Oslo",
      "cat@mail.example",
      "upd@mail.example",
      "Lyon",
      "+15550000001",
      "Rome",
      "upd@mail.example"
    };
    List<Object> expected = prepared(twin.plainConnection(), sql, values);
    twin.reset();
    assertThat(prepared(twin.veiledConnection(), sql, values)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET ROLE alice; SELECT email FROM users",
        "SET search_path = other; SELECT email FROM users",
        "ROLLBACK; SELECT email FROM users",
        "CREATE TEMP TABLE users (id int, phone text); INSERT INTO users VALUES (1, '+1555')",
        "SELECT id FROM users; SELECT id FROM users WHERE email LIKE 'a%'",
        "SELECT 1; COPY users TO STDOUT",
        "INSERT INTO no_such_table VALUES (1); UPDATE users SET phone = '+15557'; SELECT nothing("
      })
  void refusesATextOfWhichOneIsRefused(String sql) {
    assertThatThrownBy(() -> plain(twin.veiledConnection(), sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("errors.md#");
  }

  @Test
  void anErrorInTheMiddleLeavesWhatItLeavesOnPlaintext() throws SQLException {
    String sql =
        "UPDATE users SET phone = '+15557' WHERE id = 2; INSERT INTO users (id, email) VALUES (1,"
            + " 'new@mail.example'); UPDATE users SET phone = '+15558' WHERE id = 3";
    for (boolean autoCommit : new boolean[] {true, false}) {
      List<List<Object>> left = new ArrayList<>();
      for (Connection connection : List.of(twin.plainConnection(), twin.veiledConnection())) {
        connection.setAutoCommit(autoCommit);
        assertThatThrownBy(() -> plain(connection, sql))
            .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("23505"))
            .satisfies(e -> assertThat(e.toString()).doesNotContain("new@mail.example"));
        if (!autoCommit) {
          assertThatThrownBy(() -> plain(connection, "SELECT email FROM users"))
              .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("25P02"));
          connection.rollback();
          connection.setAutoCommit(true);
        }
        left.add(plain(connection, "SELECT id, email, phone FROM users ORDER BY id"));
      }
      assertThat(left.get(1)).isEqualTo(left.get(0));
      twin.reset();
    }
  }

  @Test
  void aRollbackTakesBackAllOfThem() throws SQLException {
    Connection connection = twin.veiledConnection();
    List<Object> before = plain(connection, "SELECT * FROM users ORDER BY id");
    connection.setAutoCommit(false);
    plain(
        connection,
        "UPDATE users SET phone = '+15557'; DELETE FROM contacts WHERE email = 'ann@mail.example'");
    connection.rollback();
    connection.setAutoCommit(true);
    assertThat(plain(connection, "SELECT * FROM users ORDER BY id")).isEqualTo(before);
  }

  /** pgjdbc itself takes one statement for each entry of a batch. */
  @Test
  void aBatchThatRefusesATextGoesOnWithoutIt() throws SQLException {
    List<int[]> counts = new ArrayList<>();
    List<List<Object>> left = new ArrayList<>();
    for (Connection connection : List.of(twin.plainConnection(), twin.veiledConnection())) {
      try (Statement statement = connection.createStatement()) {
        statement.addBatch("UPDATE users SET phone = '+15557' WHERE id < 3");
        assertThatThrownBy(
                () ->
                    statement.addBatch(
                        "DELETE FROM contacts WHERE email = 'ann@mail.example'; DELETE FROM users"))
            .isInstanceOf(SQLException.class)
            .hasMessageNotContaining("ann@");
        statement.addBatch("INSERT INTO users (id, email) VALUES (9, 'new@mail.example')");
        counts.add(statement.executeBatch());
      }
      left.add(plain(connection, "SELECT id, email, phone FROM users ORDER BY id"));
    }
    assertThat(counts.get(1)).isEqualTo(counts.get(0));
    assertThat(left.get(1)).isEqualTo(left.get(0));
  }

  @Test
  void refusesGeneratedKeysOfSeveralThatTouchProtectedTables() throws SQLException {
    try (Statement statement = twin.veiledConnection().createStatement()) {
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "DELETE FROM contacts; INSERT INTO users (id, email) VALUES (9,"
                          + " 'new@mail.example')",
                      Statement.RETURN_GENERATED_KEYS))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("generated keys of several statements");
    }
    assertThat(plain(twin.veiledConnection(), "SELECT id FROM users WHERE id = 9"))
        .isEqualTo(List.of(List.of()));
  }

  private static List<Object> plain(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return results(statement, statement.execute(sql));
    }
  }

  private static List<Object> prepared(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      return results(statement, statement.execute());
    }
  }

  private static List<Object> results(Statement statement, boolean first) throws SQLException {
    List<Object> results = new ArrayList<>();
    boolean rows = first;
    while (true) {
      if (rows) {
        try (ResultSet result = statement.getResultSet()) {
          List<Object> lines = new ArrayList<>();
          while (result.next()) {
            List<String> line = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
              line.add(String.valueOf(result.getString(i)));
            }
            lines.add(line);
          }
          results.add(lines);
        }
      } else if (statement.getUpdateCount() < 0) {
        return results;
      } else {
        results.add(statement.getUpdateCount());
      }
      rows = statement.getMoreResults(Statement.KEEP_CURRENT_RESULT);
    }
  }
}
