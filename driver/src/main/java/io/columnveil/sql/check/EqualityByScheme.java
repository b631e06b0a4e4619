package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.StoredOperand;
import io.columnveil.sql.bind.Use;
import java.util.List;
import java.util.Optional;

/** Equality needs a deterministic scheme or a lookup column that can be reached. */
final class EqualityByScheme implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    String operation;
    if (use instanceof Use.Comparison comparison) {
      operation = "'" + comparison.operator().sql() + "'";
    } else if (use instanceof Use.ListedComparison comparison) {
      operation = "'" + comparison.operator().sql() + "'";
    } else if (use instanceof Use.StoredComparison) {
      operation = "a comparison of columns";
    } else if (use instanceof Use.ConflictTarget) {
      operation = "ON CONFLICT";
    } else {
      return Optional.empty();
    }
    for (ProtectedColumn column : columns(use)) {
      if (!column.scheme().answersEquality()) {
        return Optional.of(
            new Finding(
                ErrorCode.OPERATION_NOT_POSSIBLE,
                use.span(),
                column.shortName()
                    + " is encrypted without a way to search it; "
                    + operation
                    + " cannot be answered ("
                    + column.rule()
                    + ")",
                Advice.search(column)));
      }
    }
    return unreachable(use);
  }

  private static List<ProtectedColumn> columns(Use use) {
    return use instanceof Use.StoredComparison comparison
        ? List.of(comparison.left().column(), comparison.right().column())
        : List.of(use.column());
  }

  /** The lookup column may be hidden behind a set operation, a view or a renaming alias. */
  private static Optional<Finding> unreachable(Use use) {
    List<StoredOperand> operands = List.of();
    if (use instanceof Use.OfStored compared) {
      operands = List.of(compared.stored());
    } else if (use instanceof Use.StoredComparison comparison) {
      operands = List.of(comparison.left(), comparison.right());
    }
    return operands.stream()
        .filter(operand -> !Companions.reachable(operand))
        .findFirst()
        .map(operand -> Companions.unreachable(use, operand));
  }
}
