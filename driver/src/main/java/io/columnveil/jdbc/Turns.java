package io.columnveil.jdbc;

import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a connection after the other, each from its plan to its end: JDBC lets threads
 * share a connection, and a statement of one may change what the plan of another rests on. The
 * wrapped drivers run one statement at a time anyway, so nobody waits for longer. A lock that can
 * be parked, because the database may be asked in a turn.
 */
final class Turns {

  private final ReentrantLock turn = new ReentrantLock();
  private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();

  /** Does something while nobody else has the turn, knowing all that happened before. */
  <T extends @Nullable Object> T take(Execution.Call<T> call) throws SQLException {
    turn.lock();
    try {
      hear();
      return call.run();
    } finally {
      try {
        hear();
      } finally {
        turn.unlock();
      }
    }
  }

  /**
   * Something happened. It is heard at once, or before the next plan if another thread has the
   * turn: who tells must not wait for it, since that thread may wait for the end of a COPY or a
   * result that only who tells can give.
   */
  void tell(Runnable event) {
    if (turn.isHeldByCurrentThread()) {
      event.run();
      return;
    }
    news.add(event);
    if (turn.tryLock()) {
      try {
        hear();
      } finally {
        turn.unlock();
      }
    }
  }

  private void hear() {
    for (Runnable next = news.poll(); next != null; next = news.poll()) {
      next.run();
    }
  }
}
