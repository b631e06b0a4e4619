package io.columnveil.keys;

/**
 * A key encryption key that is ready for use; it may live in this process, a token or a service.
 * Implementations are thread-safe.
 */
public interface KeyEncryptionKey extends AutoCloseable {

  /**
   * What the provider needs to find or derive this key again, stored in the keyring in the clear: a
   * salt, a label, a version. Not secret; at most 65,535 bytes.
   */
  byte[] parameters();

  /** Wraps a data encryption key. */
  byte[] wrap(byte[] key);

  /**
   * The data encryption key.
   *
   * @throws io.columnveil.issue.IssueException 55V01 if it was not wrapped under this key or the
   *     key is disabled, 58V01 if the service cannot be reached
   */
  byte[] unwrap(byte[] wrapped);

  /**
   * The 32-byte key that authenticates the keyring as a whole. Where the key encryption key can
   * leave its provider it is derived by {@link io.columnveil.crypto.KeyPurpose#KEYRING_SEAL};
   * elsewhere the provider keeps it wrapped in its parameters. The caller zeroes the returned copy.
   */
  byte[] sealKey();

  /** Zeroes what it holds; it cannot be used any more. */
  @Override
  void close();
}
