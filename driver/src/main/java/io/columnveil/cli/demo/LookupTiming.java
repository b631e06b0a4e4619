package io.columnveil.cli.demo;

import io.columnveil.cli.Screen;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The time of one prepared lookup by email that also reads it, through Columnveil and on a
 * plaintext twin. A show, not a benchmark: rounds alternate and medians are taken so that both see
 * the same noise.
 *
 * @param rawMicros median microseconds on the twin
 * @param veiledMicros median microseconds through Columnveil
 */
record LookupTiming(double rawMicros, double veiledMicros) {

  private static final int ROUNDS = 11;

  /** Enough for the compiler to have seen both paths; before that the ratio tells of it alone. */
  private static final int WARM_UP_ROUNDS = 25;

  private static final int LOOKUPS = 400;
  private static final String QUERY = "SELECT name, email FROM customers WHERE email = ?";

  /** Measures; takes a second or two. */
  static LookupTiming measure(Connection raw, Connection veiled, List<Customer> customers)
      throws SQLException {
    double[] rawRounds = new double[ROUNDS];
    double[] veiledRounds = new double[ROUNDS];
    try (PreparedStatement rawLookup = raw.prepareStatement(QUERY);
        PreparedStatement veiledLookup = veiled.prepareStatement(QUERY)) {
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        round(rawLookup, customers);
        round(veiledLookup, customers);
      }
      for (int i = 0; i < ROUNDS; i++) {
        rawRounds[i] = round(rawLookup, customers);
        veiledRounds[i] = round(veiledLookup, customers);
      }
    }
    return new LookupTiming(median(rawRounds), median(veiledRounds));
  }

  private static double round(PreparedStatement lookup, List<Customer> customers)
      throws SQLException {
    long start = System.nanoTime();
    for (int i = 0; i < LOOKUPS; i++) {
      Customer wanted = customers.get(i % customers.size());
      lookup.setString(1, wanted.email());
      try (ResultSet rows = lookup.executeQuery()) {
        if (!rows.next() || !wanted.email().equals(rows.getString(2))) {
          throw new IllegalStateException("the lookup did not find the customer that it asked for");
        }
      }
    }
    return (System.nanoTime() - start) / 1_000.0 / LOOKUPS;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** In two lines. */
  void print(Screen screen) {
    screen.heading(
        "Time of a prepared lookup by email, which is decrypted (in memory, no network)");
    screen.line(
        String.format(
            Locale.ROOT,
            "  %.1f µs on a plaintext twin, %.1f µs through Columnveil:"
                + " %.1f µs added, ratio to raw %.2f",
            rawMicros,
            veiledMicros,
            veiledMicros - rawMicros,
            rawMicros / veiledMicros));
  }
}
