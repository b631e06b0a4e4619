package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/** Uses that no scheme answers: ranges, patterns, functions, sorting. */
final class UnanswerableUse implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.Other other)) {
      return Optional.empty();
    }
    ProtectedColumn column = other.column();
    return Optional.of(
        new Finding(
            ErrorCode.OPERATION_NOT_POSSIBLE,
            use.span(),
            column.shortName()
                + " is "
                + ability(column)
                + "; "
                + other.operation()
                + " cannot be answered ("
                + column.rule()
                + ")",
            Advice.insteadOf(other.operation(), column)));
  }

  static String ability(ProtectedColumn column) {
    return column.scheme().answersEquality()
        ? "searchable by equality only"
        : "encrypted without a way to search it";
  }
}
