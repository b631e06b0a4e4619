package io.columnveil.crypto;

/**
 * A ciphertext, envelope or wrapped key that does not authenticate or is malformed. It does not say
 * which check failed, so that nobody can learn from the difference.
 */
public final class CiphertextRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Without a stack trace: a table of damaged rows must not be slow as well. */
  public CiphertextRejectedException() {
    super("ciphertext rejected", null, false, false);
  }
}
