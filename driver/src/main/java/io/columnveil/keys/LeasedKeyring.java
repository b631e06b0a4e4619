package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keyring of a process, under a lease: unwrapped keys live only as long as the key encryption
 * key's provider was asked within {@code cacheFor}. In the background the stored keyring is looked
 * at every second and the lease is renewed ahead of its end, so that no statement waits for a
 * provider. When the provider refuses or is out of reach until the lease ends, the keys are zeroed
 * and whoever wants one is told why; the column records stay known. It goes on trying and heals by
 * itself. A keyring that nobody uses is let go, and opened again at its next use.
 *
 * <p>Never goes back: a keyring with a smaller counter than one seen before, or another identity,
 * is refused. Thread-safe.
 */
public final class LeasedKeyring {

  /** No statement rests on what the keyring recorded longer ago than this. */
  public static final Duration OLDEST_RECORDS = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(LeasedKeyring.class);

  /** After which a keyring that changes and does not open is given up. */
  private static final int MOST_LOOKS = 3;

  private final KeyringSource source;
  private final LeaseTerms terms;
  private final LongSupplier nanoTime;
  private final KeyThreads threads;
  private final Upkeep upkeep;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final AtomicBoolean watching = new AtomicBoolean();
  private final List<WeakReference<Keyring>> opened = new ArrayList<>();
  private volatile @Nullable Lease lease;
  private final Object looking = new Object();
  private volatile long lastUse;

  /** When the records that are known were last seen to be the stored ones. */
  private volatile long seen;

  private volatile @Nullable IssueException failure;
  private volatile long nextTry;
  private volatile int failures;

  /**
   * One state of it.
   *
   * @param keyring closed if the lease has ended
   * @param stamp of the stored bytes
   * @param until when it ends
   * @param renewAt when it should be renewed
   * @param ended whether its keys were zeroed
   */
  private record Lease(Keyring keyring, String stamp, long until, long renewAt, boolean ended) {}

  /** Work on the stored keyring that is due now and then, such as rotation. */
  @FunctionalInterface
  public interface Upkeep {
    /** Looks what is due and does it; must not throw. */
    void look(Keyring keyring, KeyringAccess access);
  }

  /** Of a policy's keyring. Opens nothing yet. */
  public LeasedKeyring(Supplier<KeyringAccess> accesses, Duration cacheFor, Upkeep upkeep) {
    this(accesses, LeaseTerms.of(cacheFor), upkeep, System::nanoTime, KeyThreads.SHARED);
  }

  LeasedKeyring(
      Supplier<KeyringAccess> accesses,
      LeaseTerms terms,
      Upkeep upkeep,
      LongSupplier nanoTime,
      KeyThreads threads) {
    this.source = new KeyringSource(accesses);
    this.terms = terms;
    this.upkeep = upkeep;
    this.nanoTime = nanoTime;
    this.threads = threads;
    this.lastUse = nanoTime.getAsLong();
    this.seen = lastUse - OLDEST_RECORDS.toNanos();
  }

  /**
   * The keyring as it is known now: costs as much as reading a clock, except at first use and after
   * a time without use. After the end of the lease its keys are closed.
   *
   * @throws IssueException if it was never opened and cannot be
   */
  public Keyring current() {
    long now = nanoTime.getAsLong();
    if (now - lastUse > terms.look()) {
      lastUse = now;
    }
    Lease known = lease;
    if (known != null && !known.ended() && now - known.until() < 0) {
      if (!ticking.get()) {
        startTicking();
      }
      return known.keyring();
    }
    return withoutLease(now);
  }

  /**
   * For a new connection: as {@link #current}, but what is wrong with the stored keyring is told at
   * once, also while keys that were unwrapped before may still be used.
   *
   * @throws IssueException 08V01 if the stored keyring cannot be used
   */
  public Keyring connect() {
    Keyring keyring = current();
    Lease known = lease;
    if (known != null && !source.stamp().equals(known.stamp())) {
      renewOnce(true);
    }
    IssueException problem = failure;
    if (problem != null && problem.first().code() == ErrorCode.POLICY_INVALID) {
      throw new IssueException(problem.issues());
    }
    Lease now = lease;
    return now == null ? keyring : now.keyring();
  }

  /**
   * Whether {@link #current} records what the stored keyring records, or did so no longer than
   * {@link #OLDEST_RECORDS} ago. While the keyring is in use that is known from looking at it in
   * the background, and costs as much as reading a clock. After a time without use it is looked at
   * here, and taken up if it has changed.
   *
   * @return false if it has changed, or cannot be seen, and cannot be opened now
   */
  public boolean isUpToDate() {
    if (isFresh()) {
      return true;
    }
    synchronized (looking) {
      if (isFresh()) {
        return true; // somebody else has looked meanwhile
      }
      boolean pausing = failure != null && nanoTime.getAsLong() - nextTry < 0;
      if (!looksUnchanged() && !pausing) {
        renewOnce(true);
      }
    }
    startTicking();
    return isFresh();
  }

  private boolean isFresh() {
    return lease != null && nanoTime.getAsLong() - seen < OLDEST_RECORDS.toNanos();
  }

  /** Compares what is stored with what is known, without asking the provider. */
  private boolean looksUnchanged() {
    long now = nanoTime.getAsLong();
    Lease known = lease;
    if (known == null || !isStored(known, source.stamp())) {
      return false;
    }
    seen(known, now);
    return true;
  }

  /** A keyring that cannot be seen has no stamp. */
  private static boolean isStored(Lease known, String stamp) {
    return !stamp.isEmpty() && stamp.equals(known.stamp());
  }

  private synchronized void seen(Lease known, long when) {
    Lease now = lease;
    if (now != null && now.keyring() == known.keyring() && when - seen > 0) {
      seen = when;
    }
  }

  private Keyring withoutLease(long now) {
    Lease known = lease;
    if (known != null && !known.ended()) {
      end();
    }
    if (failure == null || known == null || now - nextTry > terms.idle()) {
      renewOnce(true); // first use, or the first one for long: nobody else will do it
    }
    startTicking();
    Lease fresh = lease;
    IssueException problem = failure;
    if (fresh != null) {
      return fresh.keyring();
    }
    throw new IssueException(
        problem == null ? List.of(unreachable("it was not opened").first()) : problem.issues());
  }

  /** Renews, or waits for the thread that does. */
  private void renewOnce(boolean wait) {
    if (renewing.compareAndSet(false, true)) {
      try {
        renew();
      } finally {
        synchronized (renewing) {
          renewing.set(false);
          renewing.notifyAll();
        }
      }
      return;
    }
    if (wait) {
      synchronized (renewing) {
        while (renewing.get()) {
          try {
            renewing.wait();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("the thread was interrupted");
          }
        }
      }
    }
  }

  private void renew() {
    long start = nanoTime.getAsLong();
    try {
      Lease known = lease;
      KeyringSource.Stored stored =
          known == null || known.ended()
              ? source.open(null, "")
              : source.open(known.keyring(), known.stamp());
      if (known != null && stored.keyring() == known.keyring() && !stored.stamp().isEmpty()) {
        seen(known, start);
      }
      source.check();
      granted(stored, start);
      upkeep.look(stored.keyring(), source.access());
    } catch (IssueException e) {
      failed(e);
    } catch (RuntimeException e) { // of a provider or driver; its message may hold anything
      LOG.warn("a keyring could not be looked at: {}", Failure.place(e));
      failed(unreachable("it could not be looked at"));
    }
  }

  /** A key that the snapshot in use does not know: the stored keyring is looked at now. */
  private Optional<Keyring> knowing(int keyId) {
    for (int look = 0; look < MOST_LOOKS; look++) {
      Lease known = lease;
      if (known == null || known.ended()) {
        return Optional.empty();
      }
      if (known.keyring().findKey(keyId).isPresent()) {
        return Optional.of(known.keyring());
      }
      if (source.stamp().equals(known.stamp())) {
        return Optional.empty();
      }
      renewOnce(true); // or waits for one that may have begun too early: hence more than one look
    }
    throw reason();
  }

  private synchronized void granted(KeyringSource.Stored stored, long start) {
    if (stored.keyring().isClosed()) {
      // The lease ended while the provider took its time. The next look opens the keyring anew;
      // until then it counts as out of reach, so that no statement waits for a slow provider.
      nextTry = nanoTime.getAsLong();
      return;
    }
    if (nanoTime.getAsLong() - start >= terms.cacheFor()) {
      stored.keyring().close(unreachable("its lease ended"));
      failed(unreachable("the provider of its key takes longer to answer than cacheFor"));
      return;
    }
    if (failure != null) {
      LOG.info("keyring is in reach again");
    }
    failure = null;
    failures = 0;
    stored.keyring().lookFurtherIn(this::knowing);
    opened.removeIf(reference -> reference.get() == null);
    if (opened.stream().noneMatch(reference -> reference.refersTo(stored.keyring()))) {
      opened.add(new WeakReference<>(stored.keyring()));
    }
    lease =
        new Lease(
            stored.keyring(),
            stored.stamp(),
            start + terms.cacheFor(),
            start + terms.renewAfter(),
            false);
    seen = start;
  }

  private synchronized void failed(IssueException problem) {
    if (failure == null) {
      LOG.warn("keyring is out of reach: {}", problem.first().headline());
    }
    failure = problem;
    failures++;
    nextTry = nanoTime.getAsLong() + terms.pauseAfter(failures);
  }

  /** Zeroes all keys: those of older snapshots, which open results may still use, too. */
  private synchronized void end() {
    Lease known = lease;
    if (known == null || known.ended() || nanoTime.getAsLong() - known.until() < 0) {
      return;
    }
    if (failure == null && renewing.get()) {
      failed(unreachable("the provider of its key does not answer in time"));
    }
    IssueException reason = reason();
    for (Iterator<WeakReference<Keyring>> all = opened.iterator(); all.hasNext(); ) {
      Keyring keyring = all.next().get();
      if (keyring != null) {
        keyring.close(reason);
      }
      all.remove();
    }
    known.keyring().close(reason);
    lease = new Lease(known.keyring(), known.stamp(), known.until(), known.renewAt(), true);
  }

  private IssueException reason() {
    IssueException problem = failure;
    if (problem == null) {
      return unreachable("its lease ended");
    }
    ErrorCode code = problem.first().code();
    return code == ErrorCode.KEY_UNAVAILABLE || code == ErrorCode.KEY_SERVICE_UNREACHABLE
        ? problem
        // 08 is only for connect: pools throw connections away for it
        : unreachable(problem.first().message());
  }

  private static IssueException unreachable(String why) {
    return new IssueException(
        Issue.error(
            ErrorCode.KEY_SERVICE_UNREACHABLE,
            "the keyring is out of reach: " + why,
            "Try again; it is looked for in the background"));
  }

  private void startTicking() {
    if (ticking.compareAndSet(false, true)) {
      schedule(terms.look());
    }
  }

  private void schedule(long delay) {
    threads.timer().schedule(this::tick, Math.max(1, delay), TimeUnit.NANOSECONDS);
  }

  /** Never blocks and never throws: it is what ends leases in time. */
  private void tick() {
    long now = nanoTime.getAsLong();
    Lease known = lease;
    long left = known == null || known.ended() ? 0 : known.until() - now;
    if (known != null && !known.ended() && left <= 0) {
      end();
    }
    if (now - lastUse > terms.idle()) {
      if (left <= 0) {
        ticking.set(false); // the next use starts it again
        return;
      }
    } else {
      threads.workers().execute(this::lookAgain);
    }
    schedule(pause(known, now));
  }

  /** Until something is due: another look, the renewal of the lease, or its end. */
  private long pause(@Nullable Lease known, long now) {
    long pause = terms.look();
    if (known != null && !known.ended()) {
      for (long left : new long[] {known.renewAt() - now, known.until() - now}) {
        if (left > 0) {
          pause = Math.min(pause, left);
        }
      }
    }
    return pause;
  }

  private void lookAgain() {
    if (!watching.compareAndSet(false, true)) {
      return; // where the keyring is kept does not answer
    }
    boolean unchanged;
    try {
      unchanged = looksUnchanged();
    } finally {
      watching.set(false);
    }
    Lease known = lease; // read late: another thread may have renewed it meanwhile
    if (known == null || known.ended() || failure != null) {
      if (failure == null || nanoTime.getAsLong() - nextTry >= 0) {
        renewOnce(false);
      }
      return;
    }
    boolean due = nanoTime.getAsLong() - known.renewAt() >= 0;
    if (due || !unchanged) {
      renewOnce(false);
    } else {
      upkeep.look(known.keyring(), source.access());
    }
  }

  /** Never a key. */
  @Override
  public String toString() {
    return "LeasedKeyring[" + source + "]";
  }
}
