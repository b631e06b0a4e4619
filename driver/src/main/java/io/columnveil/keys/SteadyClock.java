package io.columnveil.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a clock may be trusted with what nobody can take back: one that has just leapt (set by
 * hand, a virtual machine that was resumed, time service gone astray) is watched for an hour first,
 * in which it may be set right. It is compared with the time that the machine counts since its
 * start, which does not leap. Thread-safe.
 */
final class SteadyClock {

  /** Far more than a time service corrects while it works. */
  private static final Duration LEAP = Duration.ofMinutes(5);

  private static final Duration WATCH = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private @Nullable Instant lastTime;
  private long lastNanos;
  private boolean leapt;
  private long leaptAt;

  SteadyClock(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  /** Looks at it: to be asked often, also when the answer is of no interest. */
  synchronized boolean isSteady() {
    Instant time = clock.instant();
    long nanos = nanoTime.getAsLong();
    Instant before = lastTime;
    if (before != null) {
      Duration off = Duration.between(before, time).minusNanos(nanos - lastNanos);
      if (off.abs().compareTo(LEAP) > 0) {
        LOG.warn(
            "this machine's clock leapt by {} minutes: no key is rotated for an hour",
            off.toMinutes());
        leapt = true;
        leaptAt = nanos;
      }
    }
    lastTime = time;
    lastNanos = nanos;
    if (leapt && nanos - leaptAt >= WATCH.toNanos()) {
      leapt = false;
    }
    return !leapt;
  }
}
