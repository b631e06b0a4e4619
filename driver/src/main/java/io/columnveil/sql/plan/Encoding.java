package io.columnveil.sql.plan;

import io.columnveil.policy.model.ProtectedColumn;

/** What happens to a value on its way to the database. */
public sealed interface Encoding {

  /** Sent as it is: it belongs to no protected column. */
  record AsGiven() implements Encoding {}

  /** Encrypted to be stored in a column; it must fit the column's type. */
  record Encrypt(ProtectedColumn column) implements Encoding {}

  /**
   * Encrypted to be compared with the values of a deterministic column. A value that the column
   * could not hold equals none of them, and is no error.
   */
  record EncryptOperand(ProtectedColumn column) implements Encoding {}

  /**
   * Replaced by the column's lookup token.
   *
   * @param column the column
   * @param operand whether it is compared with rather than stored
   */
  record Token(ProtectedColumn column, boolean operand) implements Encoding {}

  /** Sent in plaintext, because the rows that it must match are plaintext (searchOldPlaintext). */
  record OldPlaintext(ProtectedColumn column) implements Encoding {}
}
