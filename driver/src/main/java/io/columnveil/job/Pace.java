package io.columnveil.job;

import java.time.Duration;

/**
 * How hard a job works.
 *
 * @param pageSize rows that are read and changed in one transaction
 * @param rowsPerSecond at most; 0 for as many as go
 */
public record Pace(int pageSize, int rowsPerSecond) {

  /** Small transactions, one after another. */
  public static final Pace FULL = new Pace(500, 0);

  public Pace {
    if (pageSize < 1 || rowsPerSecond < 0) {
      throw new IllegalArgumentException("a job has to get on");
    }
  }

  /** How long to rest after so many rows that took so long. */
  Duration restAfter(int rows, Duration taken) {
    if (rowsPerSecond == 0) {
      return Duration.ZERO;
    }
    Duration due = Duration.ofNanos(1_000_000_000L * rows / rowsPerSecond);
    return due.compareTo(taken) > 0 ? due.minus(taken) : Duration.ZERO;
  }
}
