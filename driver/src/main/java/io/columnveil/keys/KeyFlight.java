package io.columnveil.keys;

import io.columnveil.issue.IssueException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to one key: threads that want it ask one after another, so that all but the first find it
 * there. A failure counts for those who waited too, and for a while: where a hundred threads want a
 * key of a service that hangs, the last must not wait a hundred times as long as the first.
 * Thread-safe.
 */
final class KeyFlight {

  /** As often as a keyring is looked at: that the service is back is noticed no later. */
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanoTime;
  private @Nullable IssueException failure;
  private long failedAt;

  KeyFlight(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What is found, or what came of asking a moment ago.
   *
   * @param asking looks whether the key is there by now, and else asks the provider
   */
  synchronized byte[] land(Supplier<byte[]> asking) {
    IssueException recent = failure;
    if (recent != null && nanoTime.getAsLong() - failedAt < PAUSE) {
      throw new IssueException(recent.issues()); // with the stack of whoever asks
    }
    try {
      byte[] key = asking.get();
      failure = null;
      return key;
    } catch (IssueException e) {
      failure = e;
      failedAt = nanoTime.getAsLong();
      throw e;
    }
  }
}
