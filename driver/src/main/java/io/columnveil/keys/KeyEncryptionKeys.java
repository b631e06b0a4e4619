package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.KekProvider;
import java.security.SecureRandom;
import java.util.ServiceLoader;
import java.util.UUID;

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

  /** Whether a keyring's header fits the policy. */
  boolean fits(KeyringHeader header) {
    return header.provider().equals(wrappedBy.name());
  }

  /** The key of a keyring whose header fits. */
  KeyEncryptionKey open(KeyringHeader header) {
    return provider().open(new ProviderSettings(wrappedBy), header.id(), header.parameters());
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
