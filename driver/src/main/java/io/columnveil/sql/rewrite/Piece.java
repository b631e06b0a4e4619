package io.columnveil.sql.rewrite;

import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Operand;

/** A part of what an edit writes. */
public sealed interface Piece {

  /** SQL text. */
  record Text(String sql) implements Piece {}

  /**
   * A value of the statement in another form.
   *
   * @param operand which value
   * @param form what is made of it
   * @param column for which column
   * @param key by which of its equality keys; randomized ciphertext does not depend on it
   */
  record Encoded(Operand operand, Form form, ProtectedColumn column, EqualityKey key)
      implements Piece {}

  /** What is made of a value. */
  enum Form {
    /** Ciphertext to store. */
    CIPHERTEXT,
    /** Ciphertext to compare a deterministic column with. */
    OPERAND,
    /** Lookup token to store. */
    TOKEN,
    /** Lookup token to compare with. */
    OPERAND_TOKEN,
    /** Nothing: rows that are still plaintext are searched for it. */
    OLD_PLAINTEXT
  }
}
