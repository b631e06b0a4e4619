package io.columnveil.policy.model;

/** How far a column's stored rows are encrypted. */
public enum ColumnState {
  /** Not protected. */
  PLAIN,
  /** Every new value is encrypted; old rows may hold plaintext. */
  MIXED,
  /** Proved: no plaintext is left; plaintext met on read is an error. */
  ENCRYPTED
}
