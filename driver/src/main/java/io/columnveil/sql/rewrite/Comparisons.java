package io.columnveil.sql.rewrite;

import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Operand;
import io.columnveil.sql.bind.Reference;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.bind.StoredOperand;
import io.columnveil.sql.bind.Use;
import io.columnveil.sql.lex.Dialect;
import java.util.ArrayList;
import java.util.List;

/**
 * Equality with values: deterministic ciphertext answers itself, a randomized column is answered by
 * its lookup column. While old rows are plaintext, both forms are looked for.
 */
final class Comparisons implements RewriteRule {

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    for (Use use : statement.uses()) {
      if (use instanceof Use.Comparison comparison) {
        if (isReady(comparison.column())) {
          encode(comparison, statement.tokens().dialect(), edits);
        } else {
          searchBoth(comparison, edits);
        }
      }
    }
  }

  private static boolean isReady(ProtectedColumn column) {
    return column.state() == ColumnState.ENCRYPTED || column.tokensComplete();
  }

  private static void encode(Use.Comparison comparison, Dialect dialect, Edits edits) {
    ProtectedColumn column = comparison.column();
    if (column.lookup().isPresent()) {
      edits.replace(comparison.stored().companion().orElseThrow());
    }
    for (Operand operand : comparison.operands()) {
      Piece value = searchValue(operand, column);
      edits.replace(
          operand.span(),
          operand.element() && dialect == Dialect.H2
              ? Piece.cast(value, isBinary(column) ? "VARBINARY" : "VARCHAR")
              : List.of(value));
    }
  }

  private static boolean isBinary(ProtectedColumn column) {
    return column.lookup().isPresent() || column.storage() == Storage.BINARY;
  }

  private static Piece searchValue(Operand operand, ProtectedColumn column) {
    if (operand.kind() == Operand.Kind.NULL) {
      return new Piece.Text("NULL");
    }
    boolean deterministic = column.isDeterministic();
    return new Piece.Encoded(
        operand,
        deterministic ? Piece.Form.OPERAND : Piece.Form.OPERAND_TOKEN,
        column,
        column.readKey());
  }

  /**
   * {@code ((lookup IS NOT NULL AND lookup = token) OR (lookup IS NULL AND col = plain))}, or for a
   * deterministic column {@code col IN (encrypted, plain)}. Three-valued logic comes out as for
   * {@code col = value}, so that NOT around it is exact too: one side is FALSE for every row, never
   * NULL, and a NULL column has no token either.
   */
  private static void searchBoth(Use.Comparison comparison, Edits edits) {
    ProtectedColumn column = comparison.column();
    boolean negated =
        comparison.operator() == Use.Operator.NOT_EQUAL
            || comparison.operator() == Use.Operator.NOT_IN;
    String in = negated ? " NOT IN (" : " IN (";
    String name = name(comparison.stored());
    List<Piece> pieces = new ArrayList<>();
    if (column.scheme() instanceof Scheme.Deterministic) {
      pieces.add(new Piece.Text("(" + name + in));
      list(comparison, true, pieces);
      pieces.add(new Piece.Text(", "));
      list(comparison, false, pieces);
      pieces.add(new Piece.Text("))"));
    } else {
      String lookup = comparison.stored().companion().orElseThrow().text();
      pieces.add(new Piece.Text("((" + lookup + " IS NOT NULL AND " + lookup + in));
      list(comparison, true, pieces);
      pieces.add(new Piece.Text(")) OR (" + lookup + " IS NULL AND " + name + in));
      list(comparison, false, pieces);
      pieces.add(new Piece.Text(")))"));
    }
    edits.replace(comparison.span(), pieces);
  }

  private static void list(Use.Comparison comparison, boolean encoded, List<Piece> pieces) {
    ProtectedColumn column = comparison.column();
    for (int i = 0; i < comparison.operands().size(); i++) {
      Operand operand = comparison.operands().get(i);
      if (i > 0) {
        pieces.add(new Piece.Text(", "));
      }
      if (encoded || operand.kind() == Operand.Kind.NULL) {
        pieces.add(searchValue(operand, column));
      } else {
        pieces.add(
            new Piece.Encoded(operand, Piece.Form.OLD_PLAINTEXT, column, EqualityKey.CURRENT));
      }
    }
  }

  private static String name(StoredOperand operand) {
    if (!(operand instanceof Reference reference)) {
      throw new IllegalStateException("only a name can be compared with old plaintext");
    }
    Source source = reference.source();
    String name = source.fields().get(reference.field()).name();
    return reference
        .beside(name)
        .orElseGet(() -> Source.quote(source.name()) + "." + Source.quote(name));
  }
}
