package io.columnveil.keys;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.KeyDerivation;
import io.columnveil.crypto.KeyPurpose;
import io.columnveil.crypto.KeyWrap;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.util.Arrays;

/**
 * A key encryption key in this process's memory: AES-KWP under 32 bytes. AES-KWP has no associated
 * data: what a key belongs to is authenticated by the keyring's seal alone. Thread-safe.
 */
final class AesKeyEncryptionKey implements KeyEncryptionKey {

  private final byte[] key;
  private final byte[] parameters;
  private boolean closed;

  /**
   * From key bytes.
   *
   * @param key 32 bytes; kept, and zeroed on close
   */
  AesKeyEncryptionKey(byte[] key, byte[] parameters) {
    if (key.length != 32) {
      throw new IllegalArgumentException("a key encryption key has 32 bytes");
    }
    this.key = key;
    this.parameters = parameters.clone();
  }

  @Override
  public byte[] parameters() {
    return parameters.clone();
  }

  @Override
  public synchronized byte[] wrap(byte[] dataKey, KeyContext context) {
    requireOpen();
    return KeyWrap.wrap(key, dataKey);
  }

  @Override
  public synchronized byte[] unwrap(byte[] wrapped, KeyContext context) {
    requireOpen();
    try {
      return KeyWrap.unwrap(key, wrapped);
    } catch (CiphertextRejectedException e) {
      throw unavailable("a key of the keyring was wrapped under another key encryption key");
    }
  }

  @Override
  public synchronized byte[] sealKey() {
    requireOpen();
    return KeyDerivation.derive(key, KeyPurpose.KEYRING_SEAL, "");
  }

  @Override
  public synchronized void check() {
    requireOpen();
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(key, (byte) 0);
  }

  private void requireOpen() {
    if (closed) {
      throw unavailable("the key encryption key was closed");
    }
  }

  private static IssueException unavailable(String reason) {
    return new IssueException(
        Issue.error(ErrorCode.KEY_UNAVAILABLE, reason, "Check wrappedBy in the policy"));
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "AesKeyEncryptionKey";
  }
}
