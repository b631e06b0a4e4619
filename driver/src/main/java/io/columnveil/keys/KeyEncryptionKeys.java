package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.KekProvider;
import java.security.SecureRandom;
import java.util.ServiceLoader;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes and opens the key encryption key that a policy's {@code wrappedBy} names. */
final class KeyEncryptionKeys {

  private final KekProvider wrappedBy;
  private final SecureRandom random;

  KeyEncryptionKeys(KekProvider wrappedBy, SecureRandom random) {
    this.wrappedBy = wrappedBy;
    this.random = random;
  }

  /** The key for a new keyring, or for one that is rewrapped. */
  KeyEncryptionKey create(UUID keyring) {
    return provider().create(new ProviderSettings(wrappedBy), keyring, random);
  }

  /** Puts a customer's key where the settings find it; the result takes it out again. */
  Runnable adopt(byte[] key) {
    return provider().adopt(new ProviderSettings(wrappedBy), key);
  }

  /** Whether a keyring's header fits the policy: it names its provider, or one of two. */
  boolean fits(KeyringHeader header) {
    return header.provider().equals(KeySlot.PROVIDER)
        ? KeySlot.read(header.parameters()).stream().anyMatch(this::isMine)
        : header.provider().equals(wrappedBy.name());
  }

  /** The key of a keyring whose header fits. */
  KeyEncryptionKey open(KeyringHeader header) {
    if (!header.provider().equals(KeySlot.PROVIDER)) {
      return open(header.id(), header.parameters());
    }
    @Nullable IssueException problem = null;
    for (KeySlot slot : KeySlot.read(header.parameters())) {
      if (isMine(slot)) {
        try {
          KeyEncryptionKey mine = open(header.id(), slot.parameters());
          return SlottedKey.open(header.id(), header.parameters(), slot, mine);
        } catch (IssueException e) {
          // Both slots may be of one provider with different settings: the other may be ours.
          problem = e;
        }
      }
    }
    throw problem != null ? problem : new IllegalArgumentException("no slot fits");
  }

  /**
   * Whether it opens the slot of the key from which a keyring is moved.
   *
   * @throws IssueException 58V01 if that cannot be told
   */
  boolean opensFirstSlot(KeyringHeader header) {
    KeySlot first = KeySlot.read(header.parameters()).get(0);
    if (!isMine(first)) {
      return false;
    }
    try (KeyEncryptionKey mine = open(header.id(), first.parameters());
        KeyEncryptionKey slotted = SlottedKey.open(header.id(), header.parameters(), first, mine)) {
      slotted.check();
      return true;
    } catch (IssueException e) {
      return opensNot(e);
    }
  }

  /**
   * That a key does not open a keyring, says a refusal; who gave no answer may open it.
   *
   * @return false
   */
  static boolean opensNot(IssueException refusal) {
    if (refusal.first().code() == ErrorCode.KEY_SERVICE_UNREACHABLE) {
      throw refusal;
    }
    return false;
  }

  private KeyEncryptionKey open(UUID keyring, byte[] parameters) {
    return provider().open(new ProviderSettings(wrappedBy), keyring, parameters);
  }

  private boolean isMine(KeySlot slot) {
    return slot.provider().equals(wrappedBy.name());
  }

  private KeyEncryptionKeyProvider provider() {
    for (KeyEncryptionKeyProvider provider :
        ServiceLoader.load(
            KeyEncryptionKeyProvider.class, KeyEncryptionKeys.class.getClassLoader())) {
      if (provider.name().equals(wrappedBy.name())) {
        return provider;
      }
    }
    throw new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            wrappedBy.location(),
            "there is no provider of key encryption keys '" + wrappedBy.name() + "'",
            "Name one that is on the class path, for example passphrase"));
  }
}
