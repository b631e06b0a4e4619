package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Operand;
import io.columnveil.sql.bind.OperandCast;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/** A cast around a value must change nothing, for it is not there any more once it is encrypted. */
final class EncodableOperand implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.Encrypting encrypting)) {
      return Optional.empty();
    }
    ProtectedColumn column = use.column();
    for (Operand operand : encrypting.operands()) {
      if (operand.cast().isPresent() && !OperandCast.changesNothing(type(operand), column.type())) {
        return Optional.of(
            new Finding(
                ErrorCode.OPERATION_NOT_POSSIBLE,
                operand.span(),
                "a value for "
                    + column.shortName()
                    + " is encrypted before it reaches the database, where the cast to "
                    + operand.cast().get()
                    + " would change it",
                "Cast to " + column.type() + " or to no type at all"));
      }
    }
    return Optional.empty();
  }

  /** The type of a value; of an array, that of its elements. */
  private static String type(Operand operand) {
    String cast = operand.cast().orElse("");
    return operand.kind() == Operand.Kind.ARRAY && cast.endsWith("]")
        ? cast.substring(0, cast.indexOf('[')).trim()
        : cast;
  }
}
