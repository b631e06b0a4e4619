package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * In steady state nothing goes over the wire but the application's statements: the server's log of
 * our session is as long as that of a raw one. All that may come on top is the catalog's
 * fingerprint, once per second and process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTest {

  private static final int TIMES = 100;

  private PostgresDatabase database;
  private People people;

  @BeforeAll
  void create() throws SQLException {
    database = new PostgresDatabase(PostgresServer.shared(PostgresServer.Version.V17));
    people = People.create(database);
    database.execute(
        "CREATE TABLE plain (id bigint, email text, phone text, full_name text, city text)",
        "GRANT ALL ON plain TO alice",
        "ALTER DATABASE " + database.name() + " SET log_statement = 'all'");
  }

  @AfterAll
  void close() throws SQLException {
    people.close();
  }

  /** What is done again and again. */
  @FunctionalInterface
  private interface Work {
    void run(Connection connection, PreparedStatement statement, int time) throws SQLException;
  }

  @Test
  void aPreparedLookupIsOneStatement() throws SQLException {
    assertSameTraffic(
        "SELECT id, email, phone, full_name FROM %s WHERE email = ?",
        (connection, select, time) -> {
          select.setString(1, "person." + time + "@mail.example");
          drain(select.executeQuery());
        });
  }

  @Test
  void aPreparedInsertIsOneStatement() throws SQLException {
    assertSameTraffic(
        "INSERT INTO %s (id, email, phone, full_name, city) VALUES (?, ?, ?, ?, ?)",
        (connection, insert, time) -> {
          row(insert, time);
          insert.executeUpdate();
        });
  }

  @Test
  void aTransactionWithABatchHasNoStatementsOfOurs() throws SQLException {
    assertSameTraffic(
        "INSERT INTO %s (id, email, phone, full_name, city) VALUES (?, ?, ?, ?, ?)",
        (connection, insert, time) -> {
          connection.setAutoCommit(false);
          row(insert, 1000 + 2 * time);
          insert.addBatch();
          row(insert, 1001 + 2 * time);
          insert.addBatch();
          insert.executeBatch();
          connection.commit();
          connection.setAutoCommit(true);
        });
  }

  private static void row(PreparedStatement insert, int id) throws SQLException {
    insert.setLong(1, 100_000 + id);
    insert.setString(2, "person." + id + "@mail.example");
    insert.setString(3, "+1555" + (10_000_000 + id));
    insert.setString(4, "Given-Name " + id);
    insert.setString(5, "Oslo");
  }

  private static void drain(ResultSet rows) throws SQLException {
    try (rows) {
      while (rows.next()) {
        rows.getString(2);
      }
    }
  }

  private void assertSameTraffic(String sql, Work work) throws SQLException {
    List<String> raw;
    List<String> ours;
    long start = System.nanoTime();
    try (Connection connection = database.raw("alice")) {
      raw = statementsOf(connection, sql.formatted("plain"), work);
    }
    try (Connection connection = people.connect("alice")) {
      ours = statementsOf(connection, sql.formatted("people"), work);
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    assertThat(raw).hasSizeGreaterThanOrEqualTo(TIMES);
    Predicate<String> fingerprint = line -> line.contains("WITH rel AS MATERIALIZED");
    assertThat(ours.stream().filter(fingerprint.negate())).hasSameSizeAs(raw);
    assertThat(ours.stream().filter(fingerprint).count()).isLessThanOrEqualTo(seconds + 1);
  }

  private List<String> statementsOf(Connection connection, String sql, Work work)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int time = 0; time < 10; time++) { // until the wrapped driver prepares on the server
        work.run(connection, statement, -1 - time);
      }
      int before = database.server().log(0).length();
      for (int time = 0; time < TIMES; time++) {
        work.run(connection, statement, time);
      }
      return database
          .server()
          .log(before)
          .lines()
          .filter(line -> line.startsWith(database.name() + ":LOG:  "))
          .filter(line -> line.contains("  execute ") || line.contains("  statement: "))
          .toList();
    }
  }
}
