package io.columnveil.crypto;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Random 12-byte nonces, drawn from a {@link SecureRandom} through a small buffer because one call
 * per nonce costs more than the encryption. Each nonce leaves the buffer only once: its place is
 * zeroed as it is taken, so that neither a defect nor a memory dump can bring one back. Not
 * thread-safe; one per connection.
 */
public final class NonceSource {

  static final int NONCE_LENGTH = 12;

  /** Large enough to hide the cost of a draw, small enough that an idle connection holds little. */
  private static final int NONCES_PER_DRAW = 32;

  private final SecureRandom random;
  private final byte[] buffer = new byte[NONCES_PER_DRAW * NONCE_LENGTH];
  private int next = buffer.length;

  /** Draws from the given generator, which should be this connection's own. */
  public NonceSource(SecureRandom random) {
    this.random = random;
  }

  void next(byte[] out, int offset) {
    if (next == buffer.length) {
      random.nextBytes(buffer);
      next = 0;
    }
    System.arraycopy(buffer, next, out, offset, NONCE_LENGTH);
    Arrays.fill(buffer, next, next + NONCE_LENGTH, (byte) 0);
    next += NONCE_LENGTH;
  }
}
