package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import io.columnveil.sql.bind.Reference;
import io.columnveil.sql.bind.Use;
import java.util.List;
import java.util.Optional;

/**
 * While old rows may hold plaintext, equality sees only a part of the rows: refused, unless the
 * policy accepts that the operand is sent in plaintext as well and the predicate can be written so.
 */
final class MixedColumn implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (use instanceof Use.Comparison comparison) {
      ProtectedColumn column = comparison.column();
      return isReady(column) || canSearchOldPlaintext(comparison)
          ? Optional.empty()
          : Optional.of(refusal(use, column, "a comparison"));
    }
    if (use instanceof Use.ListedComparison && !isReady(use.column())) {
      return Optional.of(refusal(use, use.column(), "a comparison with a list of values"));
    }
    if (use instanceof Use.StoredComparison comparison) {
      for (ProtectedColumn column :
          List.of(comparison.left().column(), comparison.right().column())) {
        if (!isReady(column)) {
          return Optional.of(refusal(use, column, "a comparison of stored values"));
        }
      }
      return Optional.empty();
    }
    if ((use instanceof Use.Projection || use instanceof Use.Branch)
        && use.column().storedIn().isPresent()
        && use.column().storage() == Storage.BINARY
        && use.column().state() != ColumnState.ENCRYPTED) {
      return Optional.of(refusal(use, use.column(), "a query of both of its columns"));
    }
    boolean comparesRows =
        use instanceof Use.Grouping
            || use instanceof Use.ConflictTarget
            || use instanceof Use.Count count && count.distinct();
    return comparesRows && !isReady(use.column())
        ? Optional.of(refusal(use, use.column(), "a comparison of stored values"))
        : Optional.empty();
  }

  static boolean isReady(ProtectedColumn column) {
    return column.state() == ColumnState.ENCRYPTED || column.tokensComplete();
  }

  /**
   * Old values are compared by the database, so its equality must be that of the scheme: strings
   * without normalization, in a predicate that can be replaced as a whole.
   */
  private static boolean canSearchOldPlaintext(Use.Comparison comparison) {
    ProtectedColumn column = comparison.column();
    return column.searchOldPlaintext()
        && comparesLikeTheDatabase(column)
        && comparison.stored() instanceof Reference // what CASE chose has no name
        && comparison.whole()
        && comparison.operator() != Use.Operator.DISTINCT
        && comparison.operator() != Use.Operator.NOT_DISTINCT;
  }

  private static boolean comparesLikeTheDatabase(ProtectedColumn column) {
    return (column.type().name() == TypeName.VARCHAR || column.type().name() == TypeName.TEXT)
        && column.lookup().map(Lookup::normalize).orElse(List.of()).isEmpty()
        && column.storedIn().isEmpty();
  }

  private static Finding refusal(Use use, ProtectedColumn column, String what) {
    return new Finding(
        ErrorCode.COLUMN_STILL_MIXED,
        use.span(),
        column.shortName()
            + " may still hold old plaintext, so "
            + what
            + " would not see every row ("
            + column.rule()
            + ")",
        "Move its rows through the driver into a table that was empty at 'keys init --url'"
            + (column.searchOldPlaintext()
                ? "; 'searchOldPlaintext' answers only = and IN with values"
                : use instanceof Use.Comparison && comparesLikeTheDatabase(column)
                    ? ", or set 'searchOldPlaintext: true' for it if the value may reach the"
                        + " database in plaintext"
                    : ""));
  }
}
