package io.columnveil.sql.plan;

import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.ProtectedColumn;

/** What happens to a value on its way to the database. */
public sealed interface Encoding {

  /** Sent as it is: it belongs to no protected column. */
  record AsGiven() implements Encoding {}

  /**
   * Encrypted to be stored in a column; it must fit the column's type.
   *
   * @param column the column
   * @param key by which of its equality keys, if it is deterministic
   */
  record Encrypt(ProtectedColumn column, EqualityKey key) implements Encoding {}

  /**
   * Encrypted to be compared with the values of a deterministic column. A value that the column
   * could not hold equals none of them, and is no error.
   *
   * @param column the column
   * @param key by which of its equality keys
   */
  record EncryptOperand(ProtectedColumn column, EqualityKey key) implements Encoding {}

  /**
   * Replaced by the column's lookup token.
   *
   * @param column the column
   * @param operand whether it is compared with rather than stored
   * @param key by which of its equality keys
   */
  record Token(ProtectedColumn column, boolean operand, EqualityKey key) implements Encoding {}

  /**
   * An array, each of whose elements is encoded.
   *
   * @param element how
   */
  record Elements(Encoding element) implements Encoding {}

  /** Sent in plaintext, because the rows that it must match are plaintext (searchOldPlaintext). */
  record OldPlaintext(ProtectedColumn column) implements Encoding {}
}
