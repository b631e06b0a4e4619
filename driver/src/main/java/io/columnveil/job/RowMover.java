package io.columnveil.job;

import io.columnveil.catalog.Backend;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.store.ShortWaits;
import io.columnveil.store.TableRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes the rows of a table until none is due, beside live writers: page by page in the order of
 * the primary key, each page in a transaction of its own, each row only if it still is as it was
 * read. A row that somebody else wrote meanwhile is looked at again on the next way through. Where
 * it and a live writer wait for each other, it is the mover that gives up and tries again.
 *
 * <p>It can be killed at any point: what is committed is done, and the next run finds the rest by
 * {@link RowChange#due}.
 */
public final class RowMover {

  /** A live writer was in the way of a whole page: the page is tried again. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03", "HYT00");

  private static final int MAX_ATTEMPTS = 100;

  private final Connection connection;
  private final Backend backend;
  private final Pace pace;

  /**
   * A mover.
   *
   * @param connection to the database, past our driver, in autocommit mode
   */
  public RowMover(Connection connection, Backend backend, Pace pace) {
    this.connection = connection;
    this.backend = backend;
    this.pace = pace;
  }

  /**
   * What was done.
   *
   * @param changed rows
   * @param conflicts rows that somebody else wrote between reading and changing them
   */
  public record Moved(long changed, long conflicts) {

    Moved plus(Moved more) {
      return new Moved(changed + more.changed, conflicts + more.conflicts);
    }

    /** Whether everything was right already. */
    public boolean isNothing() {
      return changed == 0 && conflicts == 0;
    }
  }

  /**
   * Goes through the table until a way through it finds nothing to change.
   *
   * @param table any column of the table
   * @throws SQLException from the database
   * @throws io.columnveil.issue.IssueException from the change, or if the rows cannot be told apart
   */
  public Moved move(ColumnId table, RowChange change, MoveListener listener) throws SQLException {
    TableRows rows = TableRows.of(connection, backend, table, change.columns());
    ShortWaits waits = ShortWaits.on(connection, backend);
    try {
      return move(rows, change, listener);
    } finally {
      waits.close();
    }
  }

  private Moved move(TableRows rows, RowChange change, MoveListener listener) throws SQLException {
    Moved all = new Moved(0, 0);
    connection.setAutoCommit(false);
    try {
      Moved last;
      do {
        last = through(rows, change, listener);
        all = all.plus(last);
      } while (!last.isNothing());
      connection.commit();
      return all;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Moved through(TableRows rows, RowChange change, MoveListener listener)
      throws SQLException {
    long expected = trying(() -> rows.count(change.due()), () -> {});
    long done = 0;
    Moved all = new Moved(0, 0);
    TableRows.Walk walk = rows.walk(change.due(), pace.pageSize());
    while (true) {
      long begun = System.nanoTime();
      Page page = page(rows, walk, change);
      if (page.rows() == 0) {
        return all;
      }
      all = all.plus(page.moved());
      done += page.rows();
      listener.at(done, Math.max(done, expected));
      rest(pace.restAfter(page.rows(), Duration.ofNanos(System.nanoTime() - begun)));
    }
  }

  private record Page(int rows, Moved moved) {}

  private Page page(TableRows rows, TableRows.Walk walk, RowChange change) throws SQLException {
    return trying(() -> changed(rows, walk.next(), change), walk::back);
  }

  /** Something in a transaction of its own. */
  private interface Attempt<T> {
    T run() throws SQLException;
  }

  private <T> T trying(Attempt<T> attempt, Runnable takeBack) throws SQLException {
    for (int count = 1; ; count++) {
      try {
        T result = attempt.run();
        connection.commit();
        return result;
      } catch (SQLException e) {
        connection.rollback();
        if (!CONFLICTS.contains(String.valueOf(e.getSQLState())) || count == MAX_ATTEMPTS) {
          throw e;
        }
        takeBack.run();
        rest(Duration.ofMillis(Math.min(20L * count, 1000)));
      }
    }
  }

  private static Page changed(TableRows rows, List<TableRows.Row> read, RowChange change)
      throws SQLException {
    List<TableRows.Row> due = new ArrayList<>();
    List<List<@Nullable Object>> values = new ArrayList<>();
    for (TableRows.Row row : read) {
      Optional<List<@Nullable Object>> value = change.change(row.values());
      if (value.isPresent()) {
        due.add(row);
        values.add(value.get());
      }
    }
    int changed = due.isEmpty() ? 0 : rows.change(due, change.written(), values);
    return new Page(read.size(), new Moved(changed, due.size() - changed));
  }

  private static void rest(Duration time) throws SQLException {
    if (!time.isZero()) {
      Sleeping.sleep(time);
    }
  }
}
