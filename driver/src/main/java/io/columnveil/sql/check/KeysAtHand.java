package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/** A process without access to the keys cannot write protected columns, nor compare them. */
final class KeysAtHand implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (context.canSeal() || !(use instanceof Use.Encrypting)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            ErrorCode.KEY_UNAVAILABLE,
            use.span(),
            "this process has no access to the keys, so it cannot encrypt a value for "
                + use.column().shortName(),
            "Configure keys.wrappedBy in the policy of this process"));
  }
}
