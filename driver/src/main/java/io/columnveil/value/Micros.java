package io.columnveil.value;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Points in time as microseconds since 1970-01-01T00:00, the canonical form of both timestamp
 * types. The ends of the range are the infinities, as inside PostgreSQL.
 */
final class Micros {

  static final long INFINITY = Long.MAX_VALUE;
  static final long MINUS_INFINITY = Long.MIN_VALUE;

  private Micros() {}

  static long of(long epochSecond, int nano, ValueCodec codec) {
    if (nano % 1000 != 0) {
      throw codec.rejected("equality is answered in microseconds, and it is finer");
    }
    try {
      long micros = Math.addExact(Math.multiplyExact(epochSecond, 1_000_000L), nano / 1000);
      if (micros != INFINITY && micros != MINUS_INFINITY) {
        return micros;
      }
    } catch (ArithmeticException e) {
      // refused below
    }
    throw codec.rejected("it is too far from now");
  }

  /** The finite point, in UTC. */
  static LocalDateTime toDateTime(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L),
        (int) Math.floorMod(micros, 1_000_000L) * 1000,
        ZoneOffset.UTC);
  }
}
