package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.Denied;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.session.Grants;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/**
 * Whoever reads something else than what is stored must not write it back: a masked value, or the
 * NULL that a denied column shows, would overwrite the real one.
 */
final class MaskedUpdate implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!isUpdate(use)) {
      return Optional.empty();
    }
    ProtectedColumn column = use.column();
    Grants grants = context.grants();
    boolean decrypts = grants.mayDecrypt(column.id());
    if (column.mask().isPresent() && decrypts && !grants.mayUnmask(column.id())) {
      return refuse(use, "this session reads " + column.shortName() + " masked", "unmask");
    }
    if (column.denied() == Denied.NULL && !decrypts) {
      return refuse(use, "this session reads " + column.shortName() + " as NULL", "decrypt");
    }
    return Optional.empty();
  }

  private static Optional<Finding> refuse(Use use, String because, String grant) {
    return Optional.of(
        new Finding(
            ErrorCode.NO_GRANT,
            use.span(),
            because + ", so it must not update it: what it read could overwrite what is stored",
            "Leave the column out of SET, or ask whoever keeps the policy for '"
                + grant
                + ": ["
                + use.column().shortName()
                + "]' in a role of this session"));
  }

  private static boolean isUpdate(Use use) {
    return use instanceof Use.Written written && written.update()
        || use instanceof Use.ListedWritten listed && listed.update()
        || use instanceof Use.Copied copied && copied.update();
  }
}
