package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.bind.Reference;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/**
 * While the equality key of a column is rotated a stored value is copied together with the second
 * column beside it, which can be named only where the table itself is selected from.
 */
final class RotatedCopy implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.Copied copied) || copied.column().secondWritten().isEmpty()) {
      return Optional.empty();
    }
    boolean pairwise =
        copied.from().column().rotation().isPresent()
            && copied.from() instanceof Reference from
            && from.beside("").isPresent();
    return pairwise
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ErrorCode.OPERATION_NOT_POSSIBLE,
                use.span(),
                "the equality key of "
                    + copied.column().shortName()
                    + " is being rotated, and its stored values cannot be copied out of a subquery"
                    + " meanwhile",
                "Copy from the table itself, or when the rotation is done"));
  }
}
