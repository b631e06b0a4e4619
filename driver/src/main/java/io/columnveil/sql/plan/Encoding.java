package io.columnveil.sql.plan;

import io.columnveil.policy.model.ProtectedColumn;

/** What happens to a value on its way to the database. */
public sealed interface Encoding {

  /** Sent as it is: it belongs to no protected column. */
  record AsGiven() implements Encoding {}

  /**
   * Encrypted for a column. For a deterministic column the same ciphertext also answers equality.
   */
  record Encrypt(ProtectedColumn column) implements Encoding {}

  /** Replaced by the column's lookup token. */
  record Token(ProtectedColumn column) implements Encoding {}

  /** Sent in plaintext, because the rows that it must match are plaintext (searchOldPlaintext). */
  record OldPlaintext(ProtectedColumn column) implements Encoding {}
}
