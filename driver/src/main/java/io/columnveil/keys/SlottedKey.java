package io.columnveil.keys;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.GcmKeyWrap;
import io.columnveil.crypto.KeyDerivation;
import io.columnveil.crypto.KeyPurpose;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The root key of a keyring that moves between two key encryption keys, reached by one of them. The
 * root key is unwrapped for each use and zeroed after it, so that either key's provider can refuse
 * at any time. It wraps by AES-256-GCM, bound to the context. Thread-safe.
 */
final class SlottedKey implements KeyEncryptionKey {

  private static final int ROOT_LENGTH = 32;

  private final UUID keyring;
  private final byte[] parameters;
  private final byte[] wrappedRoot;
  private final KeyEncryptionKey mine;
  private final KeyCheck check;
  private final SecureRandom random = new SecureRandom();

  private SlottedKey(
      UUID keyring, byte[] parameters, byte[] wrappedRoot, KeyEncryptionKey mine, KeyCheck check) {
    this.keyring = keyring;
    this.parameters = parameters;
    this.wrappedRoot = wrappedRoot;
    this.mine = mine;
    this.check = check;
  }

  /**
   * A new root key in two slots, each proved by a round trip.
   *
   * @param from the slot by which this object reaches it
   */
  static SlottedKey create(
      UUID keyring,
      String fromProvider,
      KeyEncryptionKey from,
      String toProvider,
      KeyEncryptionKey to,
      SecureRandom random) {
    byte[] root = new byte[ROOT_LENGTH];
    random.nextBytes(root);
    try {
      KeySlot first = slot(keyring, fromProvider, from, root);
      KeySlot second = slot(keyring, toProvider, to, root);
      return new SlottedKey(
          keyring,
          KeySlot.write(List.of(first, second)),
          first.wrappedRoot(),
          from,
          KeyCheck.of(root, ""));
    } finally {
      Arrays.fill(root, (byte) 0);
    }
  }

  /** By one slot, of which it is known at once whether it opens. */
  static SlottedKey open(UUID keyring, byte[] parameters, KeySlot slot, KeyEncryptionKey mine) {
    try {
      // The keyring's seal says whether this first answer is right; each later one must be the
      // same.
      KeyCheck first = withRoot(keyring, slot.wrappedRoot(), mine, root -> KeyCheck.of(root, ""));
      return new SlottedKey(keyring, parameters.clone(), slot.wrappedRoot(), mine, first);
    } catch (RuntimeException e) {
      mine.close();
      throw e;
    }
  }

  private static KeySlot slot(UUID keyring, String provider, KeyEncryptionKey kek, byte[] root) {
    byte[] wrapped = kek.wrap(root, KeyContext.of(keyring));
    byte[] back = kek.unwrap(wrapped, KeyContext.of(keyring));
    boolean same = MessageDigest.isEqual(back, root);
    Arrays.fill(back, (byte) 0);
    if (!same) {
      throw unavailable("provider '" + provider + "' gave another key back than it had wrapped");
    }
    return new KeySlot(provider, kek.parameters(), wrapped);
  }

  @Override
  public byte[] parameters() {
    return parameters.clone();
  }

  @Override
  public byte[] wrap(byte[] key, KeyContext context) {
    return withRoot(
        root -> {
          try {
            return GcmKeyWrap.of(root).wrap(key, context.associatedData(), random);
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
          }
        });
  }

  @Override
  public byte[] unwrap(byte[] wrapped, KeyContext context) {
    return withRoot(
        root -> {
          try {
            return GcmKeyWrap.of(root).unwrap(wrapped, context.associatedData());
          } catch (CiphertextRejectedException e) {
            throw unavailable("a key of the keyring was wrapped under another key encryption key");
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not available", e);
          }
        });
  }

  @Override
  public byte[] sealKey() {
    return withRoot(root -> KeyDerivation.derive(root, KeyPurpose.KEYRING_SEAL, ""));
  }

  @Override
  public void check() {
    withRoot(root -> root.length);
  }

  @Override
  public void close() {
    mine.close();
  }

  private <T> T withRoot(Function<byte[], T> use) {
    return withRoot(
        keyring,
        wrappedRoot,
        mine,
        root -> {
          if (!check.fits(root, "")) {
            throw unavailable("the provider gave another key than before");
          }
          return use.apply(root);
        });
  }

  private static <T> T withRoot(
      UUID keyring, byte[] wrappedRoot, KeyEncryptionKey mine, Function<byte[], T> use) {
    byte[] root = mine.unwrap(wrappedRoot, KeyContext.of(keyring));
    try {
      if (root.length != ROOT_LENGTH) {
        throw unavailable("the keyring's root key is not one");
      }
      return use.apply(root);
    } finally {
      Arrays.fill(root, (byte) 0);
    }
  }

  private static IssueException unavailable(String reason) {
    return new IssueException(
        Issue.error(ErrorCode.KEY_UNAVAILABLE, reason, "Check wrappedBy in the policy"));
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "SlottedKey";
  }
}
