package io.columnveil.policy.model;

/** The physical form of ciphertext. */
public enum Storage {
  /** Base64url text in a character column. */
  TEXT,
  /** The envelope's bytes in a binary column. */
  BINARY
}
