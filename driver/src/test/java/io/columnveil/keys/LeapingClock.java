package io.columnveil.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still between leaps. Several threads may read it. */
public final class LeapingClock extends Clock {

  private volatile Instant now;

  public LeapingClock(Instant start) {
    now = start;
  }

  /** Moves it, backwards if the time is negative; one thread does. */
  public void leap(Duration time) {
    now = now.plus(time);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
