package io.columnveil.keys;

/**
 * A key encryption key that is ready for use; it may live in this process, a token or a service.
 * Implementations are thread-safe, bound the time that each call takes, and keep no key that they
 * unwrapped.
 *
 * <p>Two kinds of failure are told apart everywhere, as {@link
 * io.columnveil.issue.IssueException}s: 55V01 if the provider answered and refuses (the key is
 * disabled, deleted, or the caller may no longer use it; a wrapped key is not this key's), and
 * 58V01 if it gave no answer that could be understood (down, slow, out of order): then it is worth
 * trying again. Messages hold no setting, no key and no text of the provider.
 */
public interface KeyEncryptionKey extends AutoCloseable {

  /**
   * What the provider needs to find or derive this key again, stored in the keyring in the clear: a
   * salt, a label, a version. Not secret; at most 65,535 bytes.
   */
  byte[] parameters();

  /**
   * Wraps a data encryption key.
   *
   * @param key stays the caller's, who zeroes it
   * @param context what the key belongs to
   */
  byte[] wrap(byte[] key, KeyContext context);

  /**
   * The data encryption key, which the caller zeroes. Each call asks the provider anew: how long a
   * key may be kept is the caller's business.
   *
   * @param context as when it was wrapped
   * @throws io.columnveil.issue.IssueException 55V01 if it was not wrapped under this key and
   *     context or the key must not be used, 58V01 if the service cannot be reached
   */
  byte[] unwrap(byte[] wrapped, KeyContext context);

  /**
   * The 32-byte key that authenticates the keyring as a whole. Where the key encryption key can
   * leave its provider it is derived by {@link io.columnveil.crypto.KeyPurpose#KEYRING_SEAL};
   * elsewhere the provider keeps it wrapped in its parameters. The caller zeroes the returned copy.
   */
  byte[] sealKey();

  /**
   * Asks the provider whether the key may still be used, by using it once: one call renews the
   * leases of all keys that were unwrapped by it. Does nothing if the key lives in this process.
   *
   * @throws io.columnveil.issue.IssueException as {@link #unwrap}
   */
  void check();

  /** Zeroes what it holds; it cannot be used any more. */
  @Override
  void close();
}
