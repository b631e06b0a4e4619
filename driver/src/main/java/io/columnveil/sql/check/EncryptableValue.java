package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/** A value that the database computes cannot be encrypted before it gets there. */
final class EncryptableValue implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.WrittenFromComputation)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            ErrorCode.VALUE_NOT_ENCRYPTABLE,
            use.span(),
            "the value for "
                + use.column().shortName()
                + " is computed in the database, where it would be plaintext ("
                + use.column().rule()
                + ")",
            "Compute it in the application and write " + use.column().id().column() + " = ?"));
  }
}
