package io.columnveil.sql.rewrite;

import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Operand;
import io.columnveil.sql.parse.Span;
import java.util.List;

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

  /**
   * Tokens of the statement once more, with the edits that they have where they stand, except that
   * something else is written for some of them.
   *
   * @param span which tokens
   * @param instead what is written for some of them
   */
  record Again(Span span, List<Edit.Replace> instead) implements Piece {
    public Again {
      instead = List.copyOf(instead);
    }
  }

  /** A piece as a value of a type. */
  static List<Piece> cast(Piece piece, String type) {
    return List.of(new Text("CAST("), piece, new Text(" AS " + type + ")"));
  }

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
