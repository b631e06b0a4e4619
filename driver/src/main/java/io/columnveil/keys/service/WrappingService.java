package io.columnveil.keys.service;

import io.columnveil.keys.KeyContext;

/**
 * One key in a token or a server, which wraps and unwraps. Thread-safe. Failures are those of
 * {@link io.columnveil.keys.KeyEncryptionKey}.
 */
public interface WrappingService extends AutoCloseable {

  /** Wraps a key, bound to its context; the key stays the caller's. */
  byte[] wrap(byte[] key, KeyContext context);

  /** The key, which the caller zeroes. */
  byte[] unwrap(byte[] wrapped, KeyContext context);

  /** Ends what it holds. */
  @Override
  void close();
}
