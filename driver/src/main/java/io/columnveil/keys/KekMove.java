package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.KekProvider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Moves a keyring from one key encryption key to another without downtime. First the keyring can be
 * opened by both, so that processes with the old and with the new settings go on side by side; when
 * all have the new settings, the old key is dropped. Each step replaces the keyring as a whole, and
 * each key is proved by a round trip before: a failure or a crash leaves the keyring as it was.
 */
public final class KekMove {

  private final SecureRandom random;
  private final Clock clock;

  /** With a source of randomness and the time. */
  public KekMove(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /**
   * Lets both keys open the keyring.
   *
   * @param access by the old settings
   * @param from the old settings
   * @param to the new settings
   * @return the keyring as stored; the caller closes it
   * @throws io.columnveil.issue.IssueException if either key cannot be used; nothing is changed
   */
  public Keyring begin(KeyringAccess access, KekProvider from, KekProvider to) {
    try (Keyring present = access.open()) {
      requireAnother(present, access, to);
      UUID id = present.id();
      try (KeyEncryptionKey old = new KeyEncryptionKeys(from, random).create(id);
          KeyEncryptionKey next = new KeyEncryptionKeys(to, random).create(id)) {
        SlottedKey both = SlottedKey.create(id, from.name(), old, to.name(), next, random);
        return access.change(keyring -> keyring.withKek(KeySlot.PROVIDER, both, Optional.empty()));
      }
    }
  }

  /**
   * Drops every key but the one of these settings.
   *
   * @param access by the settings
   * @param only the settings
   * @return the keyring as stored; the caller closes it
   * @throws io.columnveil.issue.IssueException if the key cannot be used; nothing is changed
   */
  public Keyring finish(KeyringAccess access, KekProvider only) {
    KeyEncryptionKeys keys = new KeyEncryptionKeys(only, random);
    try (Keyring present = access.open();
        KeyEncryptionKey next = keys.create(present.id())) {
      return access.change(
          keyring -> {
            // Whoever goes back to the key that it came from has not got rid of it, and neither has
            // who never left it.
            boolean left = keyring.isBetweenKeys() && !keyring.isMovedFrom(keys);
            Optional<Instant> since =
                left ? Optional.of(keyring.afterDestructions(clock.instant())) : Optional.empty();
            return keyring.withKek(only.name(), next, since);
          });
    }
  }

  /** Backups that hold destroyed keys must not be opened by the new key. */
  private void requireAnother(Keyring present, KeyringAccess access, KekProvider to) {
    if (!present.isRewrapDue()) {
      return;
    }
    if (present.isBetweenKeys()
        ? present.isMovedFrom(new KeyEncryptionKeys(to, random))
        : access.isOpenedBy(to)) {
      throw new IssueException(
          Issue.error(
              ErrorCode.KEY_UNAVAILABLE,
              "keys were destroyed, and the new settings name the key that opens them in backups",
              "Make a new key encryption key, and name that"));
    }
  }
}
