package io.columnveil.keys;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * The threads that look after keyrings, shared by all of a process. A slow key service holds up a
 * worker, never the timer, which ends leases.
 */
record KeyThreads(ScheduledExecutorService timer, ExecutorService workers) {

  private static final ThreadFactory DAEMONS =
      task -> {
        Thread thread = new Thread(task, "columnveil-keys");
        thread.setDaemon(true);
        return thread;
      };

  static final KeyThreads SHARED =
      new KeyThreads(
          Executors.newSingleThreadScheduledExecutor(DAEMONS),
          Executors.newCachedThreadPool(DAEMONS));
}
