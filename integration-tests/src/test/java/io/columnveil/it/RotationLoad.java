package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Workers that use a shop from two instances of the driver until they are stopped. */
final class RotationLoad implements AutoCloseable {

  private final RotatedShop shop;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final List<RotationWorker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();

  RotationLoad(RotatedShop shop, int size) throws SQLException {
    this.shop = shop;
    for (int i = 1; i <= size; i++) {
      Connection plain = shop.connectPlain();
      Connection veiled = shop.connect(i);
      connections.add(plain);
      connections.add(veiled);
      RotationWorker worker =
          new RotationWorker(i, plain, veiled, shop.veiled().isPostgres(), stop);
      workers.add(worker);
      Thread thread = new Thread(worker, "load-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** Returns when both columns that are rotated have values. */
  void awaitRows() throws SQLException, InterruptedException {
    try (Connection connection = shop.connect(0)) {
      while (Sql.string(connection, "SELECT count(email) * count(phone) FROM users").equals("0")) {
        assertThat(failures()).isEmpty();
        Thread.sleep(20);
      }
    }
  }

  /** What went wrong so far. */
  List<String> failures() {
    List<String> failures = new ArrayList<>();
    workers.forEach(worker -> failures.addAll(worker.failures()));
    return failures;
  }

  long statements() {
    return workers.stream().mapToLong(RotationWorker::statements).sum();
  }

  long refusedBatches() {
    return workers.stream().mapToLong(RotationWorker::refusedBatches).sum();
  }

  /** How long the statements through the driver took. */
  Latencies latencies() {
    Latencies all = new Latencies();
    workers.forEach(worker -> all.add(worker.latencies()));
    return all;
  }

  /** Ends the load, and compares the counters that the workers shared. */
  void finish() throws SQLException, InterruptedException {
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures()).isEmpty();
    try (Connection connection = shop.connect(0)) {
      assertThat(Sql.string(connection, "SELECT coalesce(sum(n), 0) FROM hits"))
          .isEqualTo(String.valueOf(workers.stream().mapToLong(RotationWorker::hits).sum()));
      assertThat(Sql.string(connection, "SELECT coalesce(sum(n), 0) FROM calls"))
          .isEqualTo(String.valueOf(workers.stream().mapToLong(RotationWorker::calls).sum()));
      assertThat(Sql.string(connection, "SELECT count(*) - count(DISTINCT email) FROM hits"))
          .isEqualTo("0");
    }
  }

  @Override
  public void close() throws SQLException {
    stop.set(true);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
