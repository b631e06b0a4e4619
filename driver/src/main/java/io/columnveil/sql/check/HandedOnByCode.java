package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/**
 * What code hands on is told by its envelope, which old plaintext has not: while a column is mixed
 * only those may call such code who may see all of it.
 */
final class HandedOnByCode implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.HandedOn handed) || handed.column().state() == ColumnState.ENCRYPTED) {
      return Optional.empty();
    }
    ProtectedColumn column = handed.column();
    boolean seesAll =
        context.grants().mayDecrypt(column.id())
            && (column.mask().isEmpty() || context.grants().mayUnmask(column.id()));
    return seesAll
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ErrorCode.NO_GRANT,
                use.span(),
                context.who()
                    + " may see all of "
                    + column.shortName()
                    + ", which this function reads and which may still hold old plaintext ("
                    + column.rule()
                    + ")",
                "Select from the table itself"));
  }
}
