package io.columnveil.it;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;

/**
 * Measures every {@link Workload} on the raw driver and through ours, in turns, and prints a
 * Markdown table of medians. Run by hand:
 *
 * <pre>
 * mvn -B -Pbenchmark -pl integration-tests -am process-test-classes
 * </pre>
 */
public final class PerformanceReport {

  private static final int ROUNDS = Integer.getInteger("columnveil.rounds", 31);
  private static final int WARM_UP = Integer.getInteger("columnveil.warmup", 60);

  private PerformanceReport() {}

  /** Prints the table to standard output; arguments name the workloads, none means all. */
  public static void main(String[] arguments) throws SQLException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.printf(
        Locale.ROOT,
        "%s, Java %s, PostgreSQL %s, %d processors, medians of %d rounds%n%n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.version(),
        PostgresServer.Version.V17.major(),
        Runtime.getRuntime().availableProcessors(),
        ROUNDS);
    out.println("| Statement | raw pgjdbc, µs | Columnveil, µs | of raw |");
    out.println("|---|---:|---:|---:|");
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
      Workload.Session plain = workload.open(raw);
      Workload.Session veiled = workload.open(ours);
      double[] plainMicros = new double[ROUNDS];
      double[] veiledMicros = new double[ROUNDS];
      double[] ratios = new double[ROUNDS];
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        // In turns, and each first every other time, so that a slow moment hits both alike.
        boolean plainFirst = round % 2 == 0;
        double first = time(plainFirst ? plain : veiled, workload, round + WARM_UP);
        double second = time(plainFirst ? veiled : plain, workload, round + WARM_UP);
        if (round >= 0) {
          plainMicros[round] = plainFirst ? first : second;
          veiledMicros[round] = plainFirst ? second : first;
          ratios[round] = plainMicros[round] / veiledMicros[round];
        }
      }
      return String.format(
          Locale.ROOT,
          "| %s | %,.1f | %,.1f | %.2f |",
          workload.title(),
          median(plainMicros),
          median(veiledMicros),
          median(ratios));
    }
  }

  private static double time(Workload.Session session, Workload workload, int round)
      throws SQLException {
    long start = System.nanoTime();
    for (int i = 0; i < workload.repetitions(); i++) {
      session.run((long) round * workload.repetitions() + i);
    }
    return (System.nanoTime() - start) / 1e3 / workload.repetitions();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
