package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.columnveil.keys.FailingKeyService;
import io.columnveil.keys.FailingKeyService.Trouble;
import io.columnveil.keys.HadoopKeyService;
import io.columnveil.keys.SwitchableKeyService;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The customer takes the key away, or its service fails, while applications are connected: with a
 * real Hadoop KMS on PostgreSQL, with a provider in this process on H2.
 */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevocationTest {

  /** A quarter of it must be enough to ask the service on a busy machine. */
  private static final Duration CACHE_FOR = Duration.ofSeconds(4);

  /** What busy processors may add. */
  private static final Duration SLACK = Duration.ofMillis(500);

  private @Parameter Database kind;
  private @Nullable FailingKeyService service;
  private @Nullable People people;
  private long nextId = 2000;

  @BeforeParameterizedClassInvocation
  void create() throws Exception {
    if (kind == Database.POSTGRESQL) {
      assumeThat(HadoopKeyService.isThere())
          .as("NOT RUN: the class path of Hadoop KMS is not resolved (module hadoop-kms)")
          .isTrue();
    }
    service = kind == Database.POSTGRESQL ? new HadoopKeyService() : new SwitchableKeyService();
    String policy =
        SqlScript.text("people/policy.yaml")
            .replaceFirst(
                "(?s)    provider: file.*?\n\n",
                service.wrappedBy() + "  cacheFor: " + CACHE_FOR.toSeconds() + "s\n\n");
    people = People.create(kind.create(), Veil.write(policy).keysInit("--fresh"));
    try (Connection connection = people.connect("alice")) {
      OpenSessions.load(connection);
    }
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    if (people != null) {
      people.close();
    }
    if (service != null) {
      service.close();
    }
  }

  @AfterEach
  void heal() throws Exception {
    service.heal();
  }

  private HikariDataSource pool(Veil veil) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(people.database().protectedUrl(veil.policy()));
    config.setUsername("alice");
    config.setPassword(people.database().password());
    config.setMaximumPoolSize(3);
    return new HikariDataSource(config);
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void protectedColumnsDieInTimeAllElseLivesAndAllHealsWithoutReconnecting(Trouble trouble)
      throws Exception {
    nextId += 100;
    await(() -> works(people.veil()), Duration.ofSeconds(20)); // after the trouble before
    try (HikariDataSource pool = pool(people.veil());
        OpenSessions sessions = new OpenSessions(people, pool, nextId)) {
      List<@Nullable String> backends = sessions.backends();
      service.fail(trouble);

      long died = untilDead(sessions);

      assertThat(Duration.ofNanos(died - service.lastAnswer()))
          .as("since the last answer of the service")
          .isLessThan(CACHE_FOR.plus(SLACK));
      for (Map.Entry<String, Sql.Action> dead : sessions.deadNow().entrySet()) {
        requireDead(dead.getKey(), dead.getValue(), trouble);
        sessions.requireOthersAlive();
      }
      try (Connection fresh = people.connect("alice")) {
        requireDead(
            "a new connection's read",
            () -> Sql.strings(fresh, "SELECT email FROM people WHERE id = 1"),
            trouble);
        assertThat(Sql.string(fresh, "SELECT count(*) FROM towns")).isEqualTo("2");
      }
      assertThat(sessions.backends()).isEqualTo(backends);

      service.heal();
      long healing = System.nanoTime();
      await(() -> alive(sessions), Duration.ofSeconds(10));
      assertThat(Duration.ofNanos(System.nanoTime() - healing))
          .as("until it was noticed that the service is back")
          .isLessThan(service.timeLimit().plusSeconds(3).plus(SLACK));
      sessions.requireAllHealed();
      assertThat(sessions.backends()).isEqualTo(backends);
      assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(3);
    }
  }

  @Test
  void noStatementConnectionOrValueAsksTheProvider() throws Exception {
    Veil other = people.veil().copy(); // whose lease is not about to end after another test
    try (HikariDataSource pool = pool(other)) {
      work(pool);
      int before = service.calls();
      long begun = System.nanoTime();
      long end = begun + 2 * CACHE_FOR.toNanos();
      int rounds = 0;
      while (System.nanoTime() - end < 0) {
        work(pool);
        rounds++;
        if (rounds % 20 == 0) {
          people.database().connect(other.policy(), "alice").close();
        }
      }
      double leases = (System.nanoTime() - begun) / (CACHE_FOR.toNanos() / 2.0);
      assertThat(rounds).isGreaterThan(60);
      // This process looks after the keyrings of the other tests too, for a while.
      assertThat(service.calls() - before).isBetween(2, 4 * ((int) Math.ceil(leases) + 1));
    }
  }

  private static void work(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      assertThat(
              Sql.strings(
                  connection,
                  "SELECT id FROM people WHERE email = ? OR phone = ?",
                  "ann@mail.example",
                  "-"))
          .containsExactly("1");
      assertThat(Sql.strings(connection, "SELECT full_name FROM people WHERE id < 1010"))
          .contains("Given-9");
      Sql.execute(connection, "UPDATE people SET secret = ? WHERE id = 2", "given-other");
    }
  }

  @Test
  void fiftyThreadsThatBeginAtOnceAskForEachKeyOnce() throws Exception {
    Veil other = people.veil().copy(); // as a process that has just started
    int before = service.calls();
    long begun = System.nanoTime();
    List<String> emails =
        together(
            50,
            () -> {
              try (Connection connection = people.database().connect(other.policy(), "alice")) {
                return Sql.string(
                    connection, "SELECT email FROM people WHERE email = ?", "ann@mail.example");
              }
            });
    assertThat(emails).hasSize(50).containsOnly("ann@mail.example");
    // The key of the seal, the lease, the key of tokens and that of values; beside that the leases
    // of a few keyrings, for as long as it took.
    double leases = (System.nanoTime() - begun) / (CACHE_FOR.toNanos() / 2.0);
    assertThat(service.calls() - before).isBetween(3, 4 + 4 * (int) Math.ceil(leases));
  }

  @Test
  void fiftyThreadsThatBeginWhileTheServiceHangsWaitOnceForAll() throws Exception {
    Veil other = people.veil().copy();
    service.fail(Trouble.HANGS);
    long begun = System.nanoTime();
    int before = service.calls();
    List<String> outcomes =
        together(
            50,
            () -> {
              try {
                people.database().connect(other.policy(), "alice").close();
                return "connected";
              } catch (SQLException e) {
                return e.getSQLState();
              }
            });
    assertThat(service.calls() - before).isLessThan(10);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isLessThan(service.timeLimit().plusSeconds(5));
    assertThat(outcomes).hasSize(50).containsOnly("58V01");
  }

  private static <T> List<T> together(int size, Callable<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      CountDownLatch all = new CountDownLatch(size);
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        results.add(
            threads.submit(
                () -> {
                  all.countDown();
                  all.await();
                  return work.call();
                }));
      }
      List<T> values = new ArrayList<>();
      for (Future<T> result : results) {
        values.add(result.get());
      }
      return values;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Reads again and again, each time right, until it fails. */
  private static long untilDead(OpenSessions sessions) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (alive(sessions)) {
      assertThat(System.nanoTime() - end).as("it goes on reading").isNegative();
      Thread.sleep(10);
    }
    return System.nanoTime();
  }

  private static boolean alive(OpenSessions sessions) {
    try {
      assertThat(sessions.lookUp()).isEqualTo("ann@mail.example");
      return true;
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isIn("55V01", "58V01");
      return false;
    }
  }

  private boolean works(Veil veil) {
    try (Connection connection = people.database().connect(veil.policy(), "alice")) {
      return !Sql.strings(connection, "SELECT email FROM people WHERE id = 1").isEmpty();
    } catch (SQLException e) {
      return false;
    }
  }

  private static void requireDead(String what, Sql.Action action, Trouble trouble) {
    try {
      action.run();
    } catch (SQLException e) {
      assertThat(e.getSQLState())
          .as(what + ": " + e.getMessage())
          .isEqualTo(trouble == Trouble.REFUSES ? "55V01" : "58V01");
      assertThat(e.getClass())
          .isEqualTo(
              trouble == Trouble.REFUSES
                  ? SQLNonTransientException.class
                  : SQLTransientException.class);
      assertThat(e.getMessage()).contains("errors.md#").doesNotContain("Hello", "given-", "+1555");
      return;
    }
    throw new AssertionError(what + " must fail");
  }

  private static void await(Callable<Boolean> condition, Duration most) throws Exception {
    long end = System.nanoTime() + most.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime() - end).as("waited too long").isNegative();
      Thread.sleep(20);
    }
  }
}
