package io.columnveil.keys;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * A kind of key encryption key, found by {@link java.util.ServiceLoader}; {@code
 * wrappedBy.provider} of the policy names it. Implementations have a public constructor without
 * parameters, are stateless, and never put a setting into a message.
 */
public interface KeyEncryptionKeyProvider {

  /** The name that policies use. */
  String name();

  /**
   * A key for a new keyring, or for one that is rewrapped. Here it is judged whether the key is
   * strong enough.
   *
   * @param settings the provider's own settings of the policy, secrets resolved
   * @param keyring identity of the keyring
   * @throws io.columnveil.issue.IssueException 08V01 if a setting is missing or too weak, 55V01 if
   *     the provider refuses, 58V01 if a service cannot be reached
   */
  KeyEncryptionKey create(ProviderSettings settings, UUID keyring, SecureRandom random);

  /**
   * The key of an existing keyring. The parameters are not yet authenticated: bound what they make
   * this process do, and let them choose nothing that the settings choose.
   *
   * @throws io.columnveil.issue.IssueException as {@link #create}, or 08V01 if the parameters are
   *     not the provider's
   */
  KeyEncryptionKey open(ProviderSettings settings, UUID keyring, byte[] parameters);
}
