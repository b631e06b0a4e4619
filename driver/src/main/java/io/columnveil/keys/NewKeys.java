package io.columnveil.keys;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/**
 * Makes key versions under a key encryption key. A key counts only if the key encryption key gives
 * it back: one that cannot be unwrapped would lose what it encrypts.
 */
final class NewKeys {

  private final UUID keyring;
  private final KeyEncryptionKey kek;
  private final SecureRandom random;
  private final Clock clock;

  NewKeys(UUID keyring, KeyEncryptionKey kek, SecureRandom random, Clock clock) {
    this.keyring = keyring;
    this.kek = kek;
    this.random = random;
    this.clock = clock;
  }

  /**
   * A new version.
   *
   * @param taken ids that it must not have
   */
  KeyVersion make(String domain, KeyUse use, Set<Integer> taken) {
    byte[] key = new byte[KeyVersion.LENGTH];
    random.nextBytes(key);
    try {
      int id;
      do {
        id = random.nextInt();
      } while (id == 0 || taken.contains(id));
      byte[] wrapped = wrap(kek, key, new KeyContext(keyring, domain));
      return new KeyVersion(
          id,
          domain,
          use,
          KeyStatus.ENABLED,
          KeyTimes.of(clock.instant()),
          wrapped,
          KeyCheck.of(key, domain));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Wraps a key, and proves that it can be unwrapped. */
  static byte[] wrap(KeyEncryptionKey kek, byte[] key, KeyContext context) {
    byte[] wrapped = kek.wrap(key, context);
    byte[] back = kek.unwrap(wrapped, context);
    try {
      if (!MessageDigest.isEqual(back, key)) {
        throw UnwrappedKeys.unavailable(
            "the key encryption key does not give back what it wrapped",
            "Check the provider of keys.wrappedBy; nothing was changed");
      }
      return wrapped;
    } finally {
      Arrays.fill(back, (byte) 0);
    }
  }
}
