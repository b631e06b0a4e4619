package io.columnveil.job;

import io.columnveil.catalog.Backend;
import io.columnveil.store.OpenTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Waits until every process has noticed what the keyring says, and until every transaction that was
 * open before is over: statements that it ran were planned on what the keyring said before, and
 * what it reads may be older still.
 */
final class Settling {

  private static final Duration POLL = Duration.ofMillis(20);

  private final Connection connection;
  private final Backend backend;
  private final Duration time;
  private final IntConsumer waiting;

  Settling(Connection connection, Backend backend, Duration time, IntConsumer waiting) {
    this.connection = connection;
    this.backend = backend;
    this.time = time;
    this.waiting = waiting;
  }

  void settle() throws SQLException {
    Sleeping.sleep(time);
    OpenTransactions open = OpenTransactions.now(connection, backend);
    int told = 0;
    for (int left = open.left(); left > 0; left = open.left()) {
      if (left != told) {
        waiting.accept(left);
        told = left;
      }
      Sleeping.sleep(POLL);
    }
  }
}
