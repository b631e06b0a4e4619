package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.Backend;
import io.columnveil.job.MoveListener;
import io.columnveil.job.Pace;
import io.columnveil.job.RowChange;
import io.columnveil.job.RowMover;
import io.columnveil.policy.model.ColumnId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowMoverTest {

  @Test
  void anApplicationThatWaitsForTheMoverAndItForTheApplicationNeverLoses() throws Exception {
    try (TestDatabase database = Database.POSTGRESQL.create();
        Connection application = database.raw();
        Connection job = database.raw();
        Statement statement = application.createStatement()) {
      database.execute(
          "CREATE TABLE t (id int PRIMARY KEY, v text, copy text)",
          "INSERT INTO t SELECT n, 'v' || n, NULL FROM generate_series(1, 4) n",
          "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
              + " IF current_setting('application_name') = 'job' AND NEW.id = 2"
              + " THEN PERFORM pg_sleep(0.4); END IF; RETURN NEW; END $$",
          "CREATE TRIGGER dawdle BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION dawdle()");
      Sql.execute(job, "SET application_name = 'job'");
      application.setAutoCommit(false);
      statement.execute("UPDATE t SET v = v || '+' WHERE id = 4");
      CompletableFuture<RowMover.Moved> moved = CompletableFuture.supplyAsync(() -> move(job));
      while (!"1"
          .equals(
              Sql.string(
                  application,
                  "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))) {
        Thread.sleep(5);
      }
      // From now on the application waits for row 1, and soon the mover for row 4: the application
      // would be the first to look for a deadlock, and to lose.
      statement.execute("UPDATE t SET v = v || '-' WHERE id = 1");
      application.commit();
      assertThat(moved.get().changed()).isEqualTo(4);
      assertThat(Sql.strings(application, "SELECT copy FROM t ORDER BY id"))
          .containsExactly("v1-", "v2", "v3", "v4+");
      assertThat(Sql.string(job, "SHOW lock_timeout")).isEqualTo("0");
    }
  }

  private static RowMover.Moved move(Connection job) {
    try {
      return new RowMover(job, Backend.POSTGRESQL, Pace.FULL)
          .move(new ColumnId("public", "t", "v"), new Copied(), MoveListener.SILENT);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies one column into another. */
  private static final class Copied implements RowChange {
    @Override
    public List<String> columns() {
      return List.of("v", "copy");
    }

    @Override
    public List<String> written() {
      return List.of("copy");
    }

    @Override
    public String due() {
      return "v IS DISTINCT FROM copy";
    }

    @Override
    public Optional<List<@Nullable Object>> change(List<@Nullable Object> row) {
      return Optional.of(Collections.singletonList(row.get(0)));
    }
  }
}
