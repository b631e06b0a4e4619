package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/**
 * While the second column of a rotation is the one that is read, the constraints on the first
 * decide nothing: a conflict would be found on the second, and not be the one that is named.
 */
final class RotatedConstraint implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    return use instanceof Use.ConflictConstraint
        ? Optional.of(
            new Finding(
                ErrorCode.OPERATION_NOT_POSSIBLE,
                use.span(),
                "the equality key of "
                    + use.column().shortName()
                    + " is being rotated, and ON CONFLICT ON CONSTRAINT cannot be answered"
                    + " meanwhile",
                "Name the columns: ON CONFLICT (column), or wait until the rotation is done"))
        : Optional.empty();
  }
}
