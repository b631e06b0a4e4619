package io.columnveil.policy.model;

/** What a session without the decrypt grant reads. */
public enum Denied {
  CIPHERTEXT,
  NULL,
  ERROR
}
