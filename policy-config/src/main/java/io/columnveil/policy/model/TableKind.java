package io.columnveil.policy.model;

/** Whether encryption of a table's columns can be undone. */
public enum TableKind {
  /** Columns may be decrypted again by the decrypt command. */
  USER,
  /** Encryption is irreversible. */
  EVENT
}
