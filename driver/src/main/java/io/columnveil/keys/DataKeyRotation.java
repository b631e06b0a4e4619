package io.columnveil.keys;

import io.columnveil.issue.IssueException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
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

  private final Duration every;
  private final SecureRandom random;
  private final Clock clock;
  private final Consumer<Keyring> stored;
  private volatile Instant notBefore = Instant.MIN;

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
    this.every = every;
    this.random = random;
    this.clock = clock;
    this.stored = stored;
  }

  /**
   * Domains whose data key is due. A destroyed domain gets no new key: that would hide the loss.
   */
  public List<String> due(Keyring keyring) {
    Instant now = clock.instant();
    return keyring.domains().stream()
        .filter(domain -> domain.active(KeyRole.DATA).status() == KeyStatus.ENABLED)
        .filter(
            domain -> !domain.active(KeyRole.DATA).times().inUseSince().plus(every).isAfter(now))
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

  /** Automatic rotation: rotates what is due if the keyring can be written, and never throws. */
  @Override
  public void look(Keyring keyring, KeyringAccess access) {
    if (!keyring.hasKeys() || due(keyring).isEmpty() || clock.instant().isBefore(notBefore)) {
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
      notBefore = clock.instant().plus(PAUSE);
      LOG.warn("data keys are due for rotation and could not be rotated: {}", e.first().headline());
    }
  }
}
