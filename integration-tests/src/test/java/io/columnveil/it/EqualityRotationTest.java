package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.job.EqualityRotationJob;
import io.columnveil.job.MoveListener;
import io.columnveil.job.Pace;
import io.columnveil.job.RotationListener;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.store.SchemaChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command {@code keys rotate --equality} on real databases that are in use. Most of its time it
 * waits for processes to notice a phase, so its tests run beside each other.
 */
class EqualityRotationTest {

  /** How long it goes on; the profile soak sets it. */
  private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 0));

  private static final int FEWEST_DATA_KEYS = 20;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void everyStatementIsExactWhileDataKeysAndEqualityKeysAreRotated()
      throws SQLException, InterruptedException, ExecutionException, IOException {
    long begun = System.nanoTime();
    try (RotatedShop shop = RotatedShop.create(Database.POSTGRESQL);
        RotationLoad load = new RotationLoad(shop, 8);
        DataKeyRotator dataKeys =
            new DataKeyRotator(shop.loadPolicy().keys(), Duration.ofMillis(1200))) {
      int equalityKeys = 0;
      load.awaitRows();
      do {
        List<String> before = comparable(shop);
        CompletableFuture<String> lookup =
            CompletableFuture.supplyAsync(() -> shop.rotate("users.email", "--apply-ddl"));
        Thread.sleep(2000); // so that the two are in different phases
        String deterministic = shop.rotate("users.phone", "--apply-ddl");
        assertThat(lookup.get()).contains("Done", "exit 0");
        assertThat(deterministic).contains("Done", "exit 0");
        equalityKeys += 2;
        assertThat(comparable(shop)).doesNotContainAnyElementsOf(before);
        assertThat(load.failures()).isEmpty();
      } while (System.nanoTime() - begun < LENGTH.toNanos()
          || dataKeys.rounds() < FEWEST_DATA_KEYS);
      dataKeys.stop();
      load.finish();
      assertThat(dataKeys.failures()).isEmpty();
      assertThat(columns(shop)).noneMatch(column -> column.matches(".*_[0-9]"));
      report(load, dataKeys.rounds(), equalityKeys, Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void noRotationBeginsWhileAMaterializedViewKeepsValues() throws SQLException {
    try (RotatedShop shop = RotatedShop.create(Database.POSTGRESQL)) {
      shop.veiled()
          .execute(
              "CREATE VIEW numbers AS SELECT id, phone FROM users",
              "CREATE MATERIALIZED VIEW kept AS SELECT phone FROM numbers",
              "CREATE TABLE heirs () INHERITS (users)",
              "CREATE MATERIALIZED VIEW theirs AS SELECT phone FROM heirs");
      List<String> before = columns(shop);
      assertThat(shop.rotate("users.phone", "--apply-ddl"))
          .contains("materialized view public.kept would keep", "Drop it", "exit 1")
          .contains("materialized view public.theirs would keep");
      assertThat(columns(shop)).isEqualTo(before);
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void noRotationBeginsWhileAMaterializedViewMayKeepValuesThatH2DoesNotTell() throws SQLException {
    try (RotatedShop shop = RotatedShop.create(Database.H2)) {
      shop.veiled().execute("CREATE MATERIALIZED VIEW kept AS SELECT phone FROM users");
      List<String> before = columns(shop);
      assertThat(shop.rotate("users.phone", "--apply-ddl"))
          .contains("whose query is not told, may keep values", "Drop it", "exit 1");
      assertThat(columns(shop)).isEqualTo(before);
    }
  }

  private static void report(RotationLoad load, int dataKeys, int equalityKeys, Duration time)
      throws IOException {
    Latencies latencies = load.latencies();
    Files.writeString(
        Path.of("target", "rotation-soak.txt"),
        "%d s: %d statements, 0 wrong, 0 failed, %d batches refused; %d data-key rotations, %d"
                .formatted(
                    time.toSeconds(),
                    load.statements(),
                    load.refusedBatches(),
                    dataKeys,
                    equalityKeys)
            + " equality-key rotations; within %.1f ms half of the statements, %.1f ms 99 %%, %.0f"
                .formatted(
                    latencies.withinMillis(0.5),
                    latencies.withinMillis(0.99),
                    latencies.withinMillis(1))
            + " ms all%n".formatted());
  }

  /** H2 loses writes when it changes a table's columns beside writers, with or without us. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"users.email", "users.phone"})
  void statementsBetweenTheStepsAreExactFromBothInstancesOnH2(String column) throws SQLException {
    try (RotatedShop shop = RotatedShop.create(Database.H2);
        Connection plain = shop.connectPlain();
        Connection one = shop.connect(1);
        Connection two = shop.connect(2);
        Connection admin = shop.veiled().raw();
        KeyringAccess access = KeyringAccess.of(shop.loadPolicy().keys())) {
      AtomicBoolean stop = new AtomicBoolean(true); // never waits
      List<RotationWorker> workers = new ArrayList<>();
      for (Connection veiled : List.of(one, two)) {
        workers.add(new RotationWorker(workers.size() + 1, plain, veiled, false, stop));
      }
      run(workers);
      String comparable = column.equals("users.email") ? "email" : "phone";
      List<String> before = comparable(shop, comparable);
      EqualityRotationJob job =
          new EqualityRotationJob(
              admin,
              shop.loadPolicy(),
              access,
              new EqualityRotationJob.Options(
                  true, EqualityRotationJob.SHORTEST_SETTLING, new Pace(7, 0)),
              new Between(() -> run(workers)),
              Clock.systemUTC());
      assertThat(job.run(shop.name(column))).isEqualTo(EqualityRotationJob.Outcome.DONE);
      run(workers);
      workers.forEach(worker -> assertThat(worker.failures()).isEmpty());
      assertThat(comparable(shop, comparable)).doesNotContainAnyElementsOf(before);
    }
  }

  private static void run(List<RotationWorker> workers) {
    for (RotationWorker worker : workers) {
      try {
        worker.steps(25);
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Runs something in every phase, when it has just been recorded and once all have noticed. */
  private record Between(Runnable action) implements RotationListener {
    @Override
    public void phase(EqualityRotation.Phase phase, List<ProtectedColumn> columns) {
      action.run();
    }

    @Override
    public void waiting(int transactions) {}

    @Override
    public void ddl(SchemaChange change, boolean applied) {
      action.run();
    }

    @Override
    public MoveListener rows(ProtectedColumn column) {
      AtomicInteger pages = new AtomicInteger();
      return (done, expected) -> {
        if (pages.getAndIncrement() % 8 == 0) {
          action.run();
        }
      };
    }

    @Override
    public void done(List<ProtectedColumn> columns) {
      action.run();
    }
  }

  /** All that equality rests on. */
  private static List<String> comparable(RotatedShop shop) throws SQLException {
    List<String> values = comparable(shop, "email");
    values.addAll(comparable(shop, "phone"));
    return values;
  }

  private static List<String> comparable(RotatedShop shop, String column) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection admin = shop.veiled().raw()) {
      for (String sql :
          column.equals("email")
              ? List.of(
                  "SELECT email_lookup FROM users",
                  "SELECT email_lookup FROM contacts",
                  "SELECT email_lookup FROM hits")
              : List.of(
                  "SELECT phone FROM users",
                  "SELECT phone FROM contacts",
                  "SELECT phone FROM calls")) {
        Sql.strings(admin, sql).stream().filter(Objects::nonNull).forEach(values::add);
      }
    }
    assertThat(values).isNotEmpty();
    return values;
  }

  private static List<String> columns(RotatedShop shop) throws SQLException {
    try (Connection admin = shop.veiled().raw()) {
      return Sql.strings(
              admin,
              "SELECT column_name FROM information_schema.columns"
                  + " WHERE table_schema IN ('public', 'PUBLIC')")
          .stream()
          .map(String::valueOf)
          .toList();
    }
  }
}
