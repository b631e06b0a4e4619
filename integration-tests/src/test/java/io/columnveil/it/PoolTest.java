package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections of a pool are given back and taken again. */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolTest {

  private static final String BY_EMAIL = "SELECT id FROM people WHERE email = ?";

  private @Parameter Database kind;
  private People people;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    people = People.create(kind.create());
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    people.close();
  }

  private HikariDataSource pool(String user, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(people.database().protectedUrl(people.veil().policy()));
    config.setUsername(user);
    config.setPassword(people.database().password());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size);
    return new HikariDataSource(config);
  }

  @Test
  void aRefusalDoesNotEvictTheConnection() throws SQLException {
    try (HikariDataSource pool = pool("alice", 1)) {
      try (Connection session = pool.getConnection()) {
        Sql.execute(session, "SELECT count(*) FROM towns");
        for (String sql :
            List.of(
                "SELECT id FROM people ORDER BY email",
                "SELECT upper(email) FROM people",
                "SELECT email_lookup FROM people",
                "SELECT id FROM people WHERE full_name = 'x'",
                "INSERT INTO people (id, email, city) VALUES (60, upper('x'), 'x')")) {
          try {
            Sql.execute(session, sql);
            throw new AssertionError("must be refused: " + sql);
          } catch (SQLException e) {
            assertThat(e.getMessage()).contains("errors.md#");
            assertThat(e.getSQLState()).isNotEqualTo("0A000").doesNotStartWith("08");
          }
          assertThat(Sql.strings(session, BY_EMAIL, "ann@mail.example")).containsExactly("1");
        }
      }
      assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);
    }
  }

  @Test
  void aRefusalInsideATransactionDoesNotAbortIt() throws SQLException {
    try (HikariDataSource pool = pool("alice", 1);
        Connection session = pool.getConnection()) {
      session.setAutoCommit(false);
      Sql.execute(
          session, "INSERT INTO people (id, email, city) VALUES (70, ?, 'Oslo')", "p@mail.example");
      Sql.refusedStatement(session, "0AV01", "SELECT id FROM people ORDER BY email");
      assertThat(Sql.strings(session, BY_EMAIL, "p@mail.example")).containsExactly("70");
      session.rollback();
      assertThat(Sql.strings(session, BY_EMAIL, "p@mail.example")).isEmpty();
      session.commit();
    }
  }

  @Test
  void aRoleThatABorrowerLeavesBehindIsSeen() throws SQLException {
    if (!people.database().isPostgres()) {
      return; // H2 has no SET ROLE
    }
    try (HikariDataSource pool = pool("carol", 1)) {
      String byPhone = "SELECT id FROM people WHERE phone = '+15550000001'";
      try (Connection session = pool.getConnection()) {
        assertThat(Sql.strings(session, byPhone)).containsExactly("1");
        Sql.execute(session, "SET ROLE marketing");
      }
      try (Connection session = pool.getConnection()) {
        assertThat(Sql.string(session, "SELECT current_user")).isEqualTo("marketing");
        Sql.refusedStatement(session, "42501", byPhone);
        Sql.execute(session, "RESET ROLE");
      }
      try (Connection session = pool.getConnection()) {
        assertThat(Sql.strings(session, byPhone)).containsExactly("1");
        session.setAutoCommit(false);
        Sql.execute(session, "SET ROLE marketing");
      }
      try (Connection session = pool.getConnection()) {
        assertThat(Sql.strings(session, byPhone))
            .as("rolled back by the pool")
            .containsExactly("1");
      }
    }
  }

  @Test
  void manyThreadsGetTheirOwnAnswers() throws Exception {
    try (HikariDataSource pool = pool("alice", 4)) {
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Boolean>> work =
            IntStream.range(0, 8).mapToObj(n -> worker(pool, 1000 + n * 100)).toList();
        for (Future<Boolean> done : threads.invokeAll(work)) {
          assertThat(done.get()).isTrue();
        }
      } finally {
        threads.shutdownNow();
      }
      try (Connection session = pool.getConnection()) {
        Sql.execute(session, "DELETE FROM people WHERE id >= 1000");
      }
    }
  }

  private static Callable<Boolean> worker(HikariDataSource pool, int first) {
    return () -> {
      for (int id = first; id < first + 20; id++) {
        String email = id + "@mail.example";
        try (Connection session = pool.getConnection()) {
          Sql.execute(
              session,
              "INSERT INTO people (id, email, full_name, city) VALUES (?, ?, ?, 'Oslo')",
              id,
              email,
              "Given-" + id);
        }
        try (Connection session = pool.getConnection();
            PreparedStatement select =
                session.prepareStatement(
                    "SELECT id, email, full_name FROM people WHERE email = ?")) {
          select.setString(1, email);
          try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()
                || rows.getInt(1) != id
                || !email.equals(rows.getString(2))
                || !("Given-" + id).equals(rows.getString(3))) {
              return false;
            }
          }
        }
      }
      return true;
    };
  }
}
