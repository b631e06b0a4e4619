package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.bind.Chosen;
import io.columnveil.sql.bind.StoredOperand;
import io.columnveil.sql.bind.Use;

/** Whether the lookup column of an operand can be named where the operand stands. */
final class Companions {

  private Companions() {}

  static boolean reachable(StoredOperand operand) {
    return operand.column().lookup().isEmpty() || operand.companion().isPresent();
  }

  static Finding unreachable(Use use, StoredOperand operand) {
    if (operand instanceof Chosen) {
      return new Finding(
          ErrorCode.OPERATION_NOT_POSSIBLE,
          use.span(),
          use.column().shortName()
              + " is one of several values here, and no one lookup column has the tokens of all",
          "Compare each of the columns by itself, inside the CASE, COALESCE or set operation");
    }
    return new Finding(
        ErrorCode.OPERATION_NOT_POSSIBLE,
        use.span(),
        use.column().shortName()
            + " comes here through a view, a set operation or a grouped or renamed subquery, past"
            + " which its lookup column does not reach",
        "Put the condition into the query that reads the table itself, or let the view select the"
            + " lookup column as well: applications do not see it there either");
  }
}
