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

  /**
   * Puts a key that a customer sent where these settings will find it. There it stays if it is
   * there already, as after a run that was cut off; any other key there is left alone.
   *
   * @param key 32 bytes; the caller zeroes it
   * @return takes the key out again, if it was put there by this call
   * @throws io.columnveil.issue.IssueException 08V01 if the provider cannot take a key in or has
   *     another one at that place; 55V01 or 58V01 if it fails
   */
  default Runnable adopt(ProviderSettings settings, byte[] key) {
    throw settings.invalid(
        "provider '" + name() + "' cannot take a key in",
        "Import the key with the provider's own tools and name it with keys import --reference, or"
            + " use provider file or pkcs11");
  }
}
