package io.columnveil.keys;

import io.columnveil.issue.IssueException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rotates data keys that are older than {@code rotateEvery}. Whichever process notices first does
 * it; the others find under the lock that nothing is due any more. Thread-safe.
 */
public final class DataKeyRotation implements LeasedKeyring.Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(DataKeyRotation.class);

  /** A keyring that cannot be written is tried again after this time. */
  private static final Duration PAUSE = Duration.ofHours(1);

  /** By how much the clocks of two machines may differ. */
  private static final Duration TOLERATED = Duration.ofDays(1);

  private final Duration every;
  private final SecureRandom random;
  private final Clock clock;
  private final Consumer<Keyring> stored;
  private final SteadyClock steady;
  private final LongSupplier nanoTime;

  /** Counted since the machine's start, as the pause must not depend on a clock that leaps. */
  private volatile long pausing;

  private volatile boolean paused;

  /** With the age at which keys are rotated. */
  public DataKeyRotation(Duration every, SecureRandom random, Clock clock) {
    this(every, random, clock, keyring -> {});
  }

  /**
   * For automatic rotation.
   *
   * @param stored is given each keyring that was changed and stored; must not throw
   */
  public DataKeyRotation(
      Duration every, SecureRandom random, Clock clock, Consumer<Keyring> stored) {
    this(every, random, clock, stored, System::nanoTime);
  }

  DataKeyRotation(
      Duration every,
      SecureRandom random,
      Clock clock,
      Consumer<Keyring> stored,
      LongSupplier nanoTime) {
    this.every = every;
    this.random = random;
    this.clock = clock;
    this.stored = stored;
    this.nanoTime = nanoTime;
    this.steady = new SteadyClock(clock, nanoTime);
  }

  /** When the data key of a domain is due; never if it was destroyed. */
  public Optional<Instant> next(KeyDomain domain) {
    KeyVersion active = domain.active(KeyRole.DATA);
    return active.status() == KeyStatus.ENABLED
        ? Optional.of(active.times().inUseSince().plus(every))
        : Optional.empty();
  }

  /**
   * Domains whose data key is due. A destroyed domain gets no new key: that would hide the loss.
   */
  public List<String> due(Keyring keyring) {
    Instant now = clock.instant();
    return keyring.domains().stream()
        .filter(domain -> next(domain).filter(next -> !next.isAfter(now)).isPresent())
        .map(KeyDomain::name)
        .toList();
  }

  /**
   * Domains whose data key is in use since a time that has not come: a clock was wrong when it was
   * made, or this machine's is wrong now. It is due that much too late.
   */
  public List<String> fromTheFuture(Keyring keyring) {
    Instant soon = clock.instant().plus(TOLERATED);
    return keyring.domains().stream()
        .filter(domain -> domain.active(KeyRole.DATA).times().inUseSince().isAfter(soon))
        .map(KeyDomain::name)
        .toList();
  }

  /**
   * A keyring with new data keys for these domains, each tried before it is active.
   *
   * @throws IssueException 55V01 or 58V01 if the key encryption key cannot be used
   */
  public Keyring rotated(Keyring keyring, Collection<String> domains) {
    Keyring changed = keyring;
    for (String domain : domains) {
      changed = changed.withRotatedDataKey(domain, random, clock);
    }
    return changed;
  }

  /**
   * Automatic rotation: rotates what is due if the keyring can be written, and never throws. A
   * clock that has just leapt makes nothing due.
   */
  @Override
  public void look(Keyring keyring, KeyringAccess access) {
    boolean trusted = steady.isSteady();
    if (!trusted || !keyring.hasKeys() || due(keyring).isEmpty() || isPausing()) {
      return;
    }
    try (Keyring after =
        access.changeIfNeeded(
            present -> {
              List<String> stillDue = due(present);
              LOG.info("rotating the data keys of {}", stillDue);
              return rotated(present, stillDue);
            },
            present -> !due(present).isEmpty())) {
      stored.accept(after);
    } catch (IssueException e) {
      pause(e.first().headline());
    } catch (RuntimeException e) { // of a provider or driver; its message may hold anything
      pause(Failure.place(e));
    }
  }

  private void pause(String why) {
    pausing = nanoTime.getAsLong();
    paused = true;
    LOG.warn("data keys are due for rotation and could not be rotated: {}", why);
  }

  private boolean isPausing() {
    return paused && nanoTime.getAsLong() - pausing < PAUSE.toNanos();
  }
}
