package io.columnveil.sql.bind;

import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.ProtectedColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * What the values of a list are encoded to for one of their uses.
 *
 * @param column for which column
 * @param kind what is made of them
 * @param key by which of its equality keys
 */
public record ListedForm(ProtectedColumn column, Kind kind, EqualityKey key) {

  /** What is made of a value. */
  public enum Kind {
    /** Ciphertext to store. */
    CIPHERTEXT,
    /** Ciphertext to compare a deterministic column with. */
    OPERAND,
    /** Lookup token to store. */
    TOKEN,
    /** Lookup token to compare with. */
    OPERAND_TOKEN
  }

  /** To be compared with the stored values of a column. */
  public static ListedForm compared(ProtectedColumn column) {
    return new ListedForm(
        column, column.isDeterministic() ? Kind.OPERAND : Kind.OPERAND_TOKEN, column.readKey());
  }

  /** To be stored in a column. */
  public static ListedForm stored(ProtectedColumn column) {
    return new ListedForm(
        column,
        Kind.CIPHERTEXT,
        column.isDeterministic() ? column.firstKey() : EqualityKey.CURRENT);
  }

  /** To be stored in the columns beside it: its lookup column, a second one while it is rotated. */
  public static List<ListedForm> beside(ProtectedColumn column) {
    List<ListedForm> forms = new ArrayList<>(2);
    if (column.lookup().isPresent()) {
      forms.add(beside(column, column.firstKey()));
    }
    if (column.secondWritten().isPresent()) {
      forms.add(beside(column, EqualityKey.NEXT));
    }
    return forms;
  }

  /** To be stored in the column beside it that is filled by a key. */
  public static ListedForm beside(ProtectedColumn column, EqualityKey key) {
    return new ListedForm(column, column.isDeterministic() ? Kind.CIPHERTEXT : Kind.TOKEN, key);
  }

  /** The form that serves as well, except that a value must be comparable with the column. */
  ListedForm asOperand() {
    return kind == Kind.TOKEN ? new ListedForm(column, Kind.OPERAND_TOKEN, key) : this;
  }
}
