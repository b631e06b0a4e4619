package io.columnveil.it;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long many things took, by powers of two. Thread-safe. */
final class Latencies {

  private final AtomicLongArray byPower = new AtomicLongArray(64);

  void add(long nanos) {
    byPower.incrementAndGet(Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, nanos)));
  }

  void add(Latencies others) {
    for (int power = 0; power < byPower.length(); power++) {
      byPower.addAndGet(power, others.byPower.get(power));
    }
  }

  /** A bound that this share of them did not exceed, in milliseconds. */
  double withinMillis(double share) {
    long all = 0;
    for (int power = 0; power < byPower.length(); power++) {
      all += byPower.get(power);
    }
    long seen = 0;
    int power = 0;
    while (power < byPower.length() - 1 && seen < share * all) {
      seen += byPower.get(power++);
    }
    return Math.scalb(1.0, power - 1) / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
