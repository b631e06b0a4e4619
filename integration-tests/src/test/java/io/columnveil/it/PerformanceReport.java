package io.columnveil.it;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures every {@link Workload} on the raw driver and through ours, in turns, and prints a
 * Markdown table. Run by hand:
 *
 * <pre>
 * mvn -B -Pbenchmark -pl integration-tests -am process-test-classes
 * </pre>
 *
 * <p>Times are medians of single operations and so forgive moments in which the machine did
 * something else. The processor time of the client's thread leaves out the server and whoever else
 * computes.
 */
public final class PerformanceReport {

  private static final int BLOCKS = Integer.getInteger("columnveil.blocks", 200);
  private static final long WARM_UP =
      TimeUnit.SECONDS.toNanos(Integer.getInteger("columnveil.warmup", 10));

  private PerformanceReport() {}

  /** Prints the table to standard output; arguments name the workloads, none means all. */
  public static void main(String[] arguments) throws SQLException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.printf(
        Locale.ROOT,
        "%s, Java %s, PostgreSQL %s, %d processors, medians of %d blocks%n%n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.version(),
        PostgresServer.Version.V17.major(),
        Runtime.getRuntime().availableProcessors(),
        BLOCKS);
    out.println(
        "| Statement | raw pgjdbc, µs | Columnveil, µs | of raw"
            + " | client processor, raw, µs | Columnveil, µs |");
    out.println("|---|---:|---:|---:|---:|---:|");
    try (BenchmarkTables tables = new BenchmarkTables()) {
      for (Workload workload : Workload.values()) {
        if (arguments.length == 0 || Arrays.asList(arguments).contains(workload.name())) {
          out.println(measure(tables, workload));
        }
      }
    }
  }

  private static String measure(BenchmarkTables tables, Workload workload) throws SQLException {
    tables.reset();
    try (Connection raw = tables.raw();
        Connection ours = tables.ours()) {
      TimedSession plain = new TimedSession(workload, workload.open(raw));
      TimedSession veiled = new TimedSession(workload, workload.open(ours));
      long start = System.nanoTime();
      while (System.nanoTime() - start < WARM_UP) {
        plain.runBlock();
        veiled.runBlock();
      }
      plain.forget();
      veiled.forget();
      for (int block = 0; block < BLOCKS; block++) {
        // In turns, and each first every other time, so that a slow moment hits both alike.
        (block % 2 == 0 ? plain : veiled).runBlock();
        (block % 2 == 0 ? veiled : plain).runBlock();
      }
      return String.format(
          Locale.ROOT,
          "| %s | %,.1f | %,.1f | %.2f | %,.1f | %,.1f |",
          workload.title(),
          plain.medianMicros(),
          veiled.medianMicros(),
          plain.medianMicros() / veiled.medianMicros(),
          plain.processorMicros(),
          veiled.processorMicros());
    }
  }
}
