package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.cli.CommandProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The command {@code keys rotate --equality} in a process of its own, killed in each phase. */
class EqualityRotationKillTest {

  private static final int PHASES = 6;

  private final Random random = new Random(11);

  @Test
  void aRotationThatIsKilledInEachPhaseIsFinishedByRunningItAgain() throws Exception {
    try (RotatedShop shop = RotatedShop.create(Database.POSTGRESQL);
        Connection plain = shop.connectPlain();
        Connection one = shop.connect(1);
        Connection two = shop.connect(2)) {
      AtomicBoolean stop = new AtomicBoolean(true); // never waits
      List<RotationWorker> workers =
          List.of(
              new RotationWorker(1, plain, one, true, stop),
              new RotationWorker(2, plain, two, true, stop));
      use(workers);
      List<String> before = comparable(shop);
      for (int phase = 1; phase <= PHASES; phase++) {
        kill(shop, phase);
        use(workers);
      }

      assertThat(shop.rotate("users.email", "--apply-ddl")).contains("Done", "exit 0");

      use(workers);
      assertThat(comparable(shop)).doesNotContainAnyElementsOf(before);
      try (Connection admin = shop.veiled().raw()) {
        assertThat(
                Sql.strings(
                    admin,
                    "SELECT column_name FROM information_schema.columns"
                        + " WHERE table_schema = 'public' AND column_name ~ '_[0-9]$'"))
            .isEmpty();
      }
      for (String sql :
          List.of(
              "SELECT id, owner, email, phone FROM users ORDER BY id",
              "SELECT id, owner, email, phone FROM contacts ORDER BY id")) {
        assertThat(rows(one, sql)).isEqualTo(rows(plain, sql));
      }
    }
  }

  /** Each phase lasts three seconds or more: somewhere in them the process dies. */
  private void kill(RotatedShop shop, int phase) throws IOException, InterruptedException {
    List<String> command = shop.command("users.email");
    command.add("--apply-ddl");
    try (CommandProcess process = CommandProcess.start(shop.policy().getParent(), command)) {
      process.awaitPrinted(phase + " of " + PHASES + ":");
      Thread.sleep(random.nextInt(3000));
      assertThat(process.kill())
          .as("it ended before it was killed; it printed:%n%s", process.printed())
          .isTrue();
    }
  }

  private static void use(List<RotationWorker> workers) throws SQLException {
    for (RotationWorker worker : workers) {
      worker.steps(25);
      assertThat(worker.failures()).isEmpty();
    }
  }

  private static List<String> comparable(RotatedShop shop) throws SQLException {
    try (Connection admin = shop.veiled().raw()) {
      List<String> values =
          Sql.strings(admin, "SELECT email_lookup FROM users WHERE email_lookup IS NOT NULL");
      assertThat(values).isNotEmpty();
      return values;
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(
            result.getLong(1)
                + " "
                + result.getInt(2)
                + " "
                + result.getString(3)
                + " "
                + result.getString(4));
      }
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }
}
