package io.columnveil.sql.rewrite;

import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.sql.bind.Assignment;
import io.columnveil.sql.bind.ListedForm;
import io.columnveil.sql.bind.Operand;
import io.columnveil.sql.bind.QueryOutput;
import io.columnveil.sql.bind.Reference;
import io.columnveil.sql.bind.Substitution;
import io.columnveil.sql.bind.Target;
import io.columnveil.sql.lex.Dialect;
import java.util.ArrayList;
import java.util.List;

/** What is written for a value that is stored in a protected column, and in the columns beside. */
final class WrittenValue {

  private final boolean h2;

  WrittenValue(Dialect dialect) {
    this.h2 = dialect == Dialect.H2;
  }

  /**
   * Puts the ciphertext in the place of the value.
   *
   * @param selected whether the value stands in a query or among others, where its type is not that
   *     of the column that it is stored in
   */
  void encrypt(
      Assignment.AssignedValue value, ProtectedColumn column, boolean selected, Edits edits) {
    if (value instanceof Assignment.AssignedValue.OneOf choice) {
      choice.values().forEach(branch -> encrypt(branch, column, true, edits));
    }
    if (value instanceof Assignment.AssignedValue.Listed listed) {
      ListForms.write(listed.list(), ListedForm.stored(column), edits);
    }
    if (!(value instanceof Assignment.AssignedValue.Given given)) {
      return;
    }
    Operand operand = given.operand();
    switch (operand.kind()) {
      case PLACEHOLDER, LITERAL -> {
        EqualityKey key = column.isDeterministic() ? column.firstKey() : EqualityKey.CURRENT;
        Piece ciphertext = new Piece.Encoded(operand, Piece.Form.CIPHERTEXT, column, key);
        edits.replace(
            operand.span(), typed(ciphertext, column.storage() == Storage.BINARY, selected));
      }
      // A cast of NULL names the type that applications see, not the stored one.
      case NULL -> edits.replace(operand.span(), new Piece.Text("NULL"));
      case DEFAULT, ARRAY -> {}
    }
  }

  /** The columns that are written together with a protected one: its lookup column, a second. */
  static List<Companion> companions(Target target, ProtectedColumn column) {
    List<Companion> companions = new ArrayList<>(2);
    column
        .lookup()
        .ifPresent(
            lookup ->
                companions.add(companion(target, column, lookup.column(), column.firstKey())));
    column
        .secondWritten()
        .ifPresent(second -> companions.add(companion(target, column, second, EqualityKey.NEXT)));
    return companions;
  }

  private static Companion companion(
      Target target, ProtectedColumn column, String name, EqualityKey key) {
    return new Companion(column, target.companion(column, name).orElseThrow(), key);
  }

  /** What is stored in a companion. */
  List<Piece> companion(Companion companion, Assignment.AssignedValue value, boolean selected) {
    if (value instanceof Assignment.AssignedValue.OneOf choice) {
      List<Edit.Replace> tokens = new ArrayList<>();
      for (Assignment.AssignedValue branch : choice.values()) {
        tokens.add(new Edit.Replace(branch.span(), companion(companion, branch, true)));
      }
      return List.of(new Piece.Again(choice.span(), tokens));
    }
    if (value instanceof Assignment.AssignedValue.FromStored stored) {
      return List.of(companion.copied(stored));
    }
    ProtectedColumn column = companion.column();
    if (value instanceof Assignment.AssignedValue.Listed listed) {
      ListedForm form = ListedForm.beside(column, companion.key());
      return List.of(new Piece.Text(listed.list().text(form).orElseThrow()));
    }
    Operand operand = ((Assignment.AssignedValue.Given) value).operand();
    boolean ciphertext = column.isDeterministic();
    Piece.Form form = ciphertext ? Piece.Form.CIPHERTEXT : Piece.Form.TOKEN;
    return switch (operand.kind()) {
      case PLACEHOLDER, LITERAL ->
          typed(
              new Piece.Encoded(operand, form, column, companion.key()),
              !ciphertext || column.storage() == Storage.BINARY,
              selected);
      case NULL -> List.of(new Piece.Text("NULL"));
      case DEFAULT -> List.of(new Piece.Text("DEFAULT"));
      case ARRAY -> throw new IllegalStateException("an array is no value of a column");
    };
  }

  /** H2 gives no type to a parameter that is one of several, nor to one that is selected. */
  private List<Piece> typed(Piece value, boolean binary, boolean selected) {
    return h2 && selected
        ? List.of(
            new Piece.Text("CAST("),
            value,
            new Piece.Text(binary ? " AS VARBINARY)" : " AS VARCHAR)"))
        : List.of(value);
  }

  /**
   * A column that is written together with a protected one.
   *
   * @param column the protected column
   * @param name of the companion
   * @param key by which it is filled
   */
  record Companion(ProtectedColumn column, String name, EqualityKey key) {

    private Piece copied(Assignment.AssignedValue.FromStored stored) {
      if (stored.operand() instanceof QueryOutput query) {
        Substitution inside = query.companion().orElseThrow();
        Piece text = new Piece.Text(inside.text());
        return new Piece.Again(
            query.span(), List.of(new Edit.Replace(inside.span(), List.of(text))));
      }
      return new Piece.Text(copiedName(stored));
    }

    /** During a rotation first goes to first and second to second, whatever is read now. */
    private String copiedName(Assignment.AssignedValue.FromStored stored) {
      if (column.rotation().isPresent() && stored.operand() instanceof Reference from) {
        String source =
            column.secondWritten().filter(name::equals).isPresent()
                ? from.column().rotation().map(EqualityRotation::secondColumn).orElseThrow()
                : from.column().lookup().orElseThrow().column();
        return from.beside(source).orElseGet(() -> from.companion().orElseThrow().text());
      }
      return stored.operand().companion().orElseThrow().text();
    }
  }
}
