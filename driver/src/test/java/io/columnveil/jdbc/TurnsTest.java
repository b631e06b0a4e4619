package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TurnsTest {

  private final Turns turns = new Turns();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    other.shutdownNow();
  }

  @Test
  @Timeout(30)
  void whatAnotherThreadTellsDoesNotWaitAndIsHeardBeforeTheNextTurn() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Future<Boolean> first =
        other.submit(
            () ->
                turns.take(
                    () -> {
                      awaitQuietly(told);
                      return events.add("first turn");
                    }));
    while (!isTaken()) {
      Thread.onSpinWait();
    }
    turns.tell(() -> events.add("news"));
    assertThat(events).isEmpty();
    told.countDown();
    turns.take(() -> events.add("second turn"));
    first.get();
    assertThat(events).containsExactly("first turn", "news", "second turn");
  }

  @Test
  void whatIsToldInAnOwnTurnIsHeardAtOnce() throws SQLException {
    turns.take(
        () -> {
          turns.tell(() -> events.add("news"));
          return events.add("the rest");
        });
    turns.tell(() -> events.add("more"));
    assertThat(events).containsExactly("news", "the rest", "more");
  }

  @Test
  void aTurnThatFailsIsOver() throws Exception {
    try {
      turns.take(
          () -> {
            throw new SQLException("refused");
          });
    } catch (SQLException expected) {
      events.add(expected.getMessage());
    }
    assertThat(other.submit(() -> turns.take(() -> "next")).get(30, TimeUnit.SECONDS))
        .isEqualTo("next");
    assertThat(events).containsExactly("refused");
  }

  /** Whether the other thread is in its turn: what this one tells is then not heard at once. */
  private boolean isTaken() {
    boolean[] heard = {false};
    turns.tell(() -> heard[0] = true);
    return !heard[0];
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
