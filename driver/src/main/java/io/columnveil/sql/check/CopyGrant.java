package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/**
 * Stored values may be copied to another column only by who may read them: the other column may be
 * one that the session may decrypt.
 */
final class CopyGrant implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.Copied copied)) {
      return Optional.empty();
    }
    ProtectedColumn from = copied.from().column();
    if (from.id().equals(copied.column().id()) || context.grants().mayDecrypt(from.id())) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            ErrorCode.NO_GRANT,
            use.span(),
            context.who()
                + " may read "
                + from.shortName()
                + ", so it must not be copied to another column ("
                + from.rule()
                + ")",
            "Ask whoever keeps the policy for 'decrypt: ["
                + from.shortName()
                + "]' in a role of this session"));
  }
}
