package io.columnveil.crypto;

/**
 * The private half of a key pair that is made for one key to be sent to us: whoever has the public
 * half wraps, this unwraps. Thread-safe.
 */
public sealed interface OneTimeKey permits RsaOneTimeKey, HpkeOneTimeKey {

  /** The public half as X.509 SubjectPublicKeyInfo, in DER. */
  byte[] publicKey();

  /** The private half in its own encoding; the caller zeroes the returned copy. */
  byte[] privateKey();

  /**
   * The key that somebody wrapped; the caller zeroes it.
   *
   * @throws CiphertextRejectedException if it was not wrapped by the public half
   */
  byte[] unwrap(byte[] wrapped) throws CiphertextRejectedException;

  /** What a wrapped key of 32 bytes looks like, for messages. */
  String expected();
}
