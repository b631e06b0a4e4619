package io.columnveil.keys;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long keys are kept, and when what is looked at again. All in nanoseconds.
 *
 * @param cacheFor how long a key may be used without its provider having been asked
 */
record LeaseTerms(long cacheFor) {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();
  private static final long IDLE = Duration.ofMinutes(1).toNanos();

  static LeaseTerms of(Duration cacheFor) {
    return new LeaseTerms(cacheFor.toNanos());
  }

  /** How often the stored keyring is looked at. */
  long look() {
    return Math.min(SECOND, Math.max(1, cacheFor / 4));
  }

  /** When a lease is renewed: well before its end, and not by all processes at once. */
  long renewAfter() {
    return (long) (cacheFor * ThreadLocalRandom.current().nextDouble(0.5, 0.75));
  }

  /** How long to wait after some failures in a row. */
  long pauseAfter(int failures) {
    long longest = Math.min(LONGEST_PAUSE, Math.max(look(), cacheFor / 5));
    long pause = Math.min(longest, look() << Math.min(failures - 1, 10));
    return (long) (pause * ThreadLocalRandom.current().nextDouble(0.75, 1));
  }

  /** After which time without use a keyring is no longer looked after. */
  long idle() {
    return Math.max(IDLE, cacheFor);
  }
}
