package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.session.Grants;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/**
 * Stored values may be copied to another column only by who may read them, and as much of them as
 * the other column shows: it may be one that the session may decrypt.
 */
final class CopyGrant implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.Copied copied)) {
      return Optional.empty();
    }
    ProtectedColumn from = copied.from().column();
    ProtectedColumn to = copied.column();
    if (from.id().equals(to.id())) {
      return Optional.empty();
    }
    if (context.grants().mayDecrypt(from.id())) {
      return showsMore(from, to, context.grants())
          ? Optional.of(masked(use, from, to))
          : Optional.empty();
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

  /** Whether a value that the session reads masked would come out of the other column in full. */
  private static boolean showsMore(ProtectedColumn from, ProtectedColumn to, Grants grants) {
    return from.mask().isPresent()
        && !grants.mayUnmask(from.id())
        && (grants.mayUnmask(to.id()) || !from.mask().equals(to.mask()));
  }

  private static Finding masked(Use use, ProtectedColumn from, ProtectedColumn to) {
    return new Finding(
        ErrorCode.NO_GRANT,
        use.span(),
        "this session reads "
            + from.shortName()
            + " masked, so it must not be copied to "
            + to.shortName()
            + ", which does not mask it so ("
            + from.rule()
            + ")",
        "Ask whoever keeps the policy for 'unmask: ["
            + from.shortName()
            + "]' in a role of this session");
  }
}
