package io.columnveil.it;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;
import java.util.Arrays;

/** A workload on one connection, run in short blocks, each operation of which is timed. */
final class TimedSession {

  private static final int MOST = 1 << 20;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Workload workload;
  private final Workload.Session session;
  private final long[] nanos = new long[MOST];
  private final double[] processorNanos = new double[MOST];
  private long iteration;
  private int operations;
  private int blocks;

  TimedSession(Workload workload, Workload.Session session) {
    this.workload = workload;
    this.session = session;
  }

  /** Runs the workload as often as it is worth to look at a clock of the thread. */
  void runBlock() throws SQLException {
    long processor = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < workload.repetitions(); i++) {
      long start = System.nanoTime();
      session.run(iteration++);
      nanos[operations++ % MOST] = System.nanoTime() - start;
    }
    processorNanos[blocks++ % MOST] =
        (THREADS.getCurrentThreadCpuTime() - processor) / (double) workload.repetitions();
  }

  /** What was run until now was to warm up. */
  void forget() {
    operations = 0;
    blocks = 0;
  }

  /** Median time of an operation. */
  double medianMicros() {
    long[] sorted = Arrays.copyOf(nanos, Math.min(operations, MOST));
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e3;
  }

  /** Median over the blocks of the processor time that the thread took for an operation. */
  double processorMicros() {
    double[] sorted = Arrays.copyOf(processorNanos, Math.min(blocks, MOST));
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e3;
  }
}
