package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/** Ciphertext may be copied between columns that protect in the same way. */
final class CopyByScheme implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.Copied copied)) {
      return Optional.empty();
    }
    ProtectedColumn from = copied.from().column();
    ProtectedColumn to = copied.column();
    if (from.id().equals(to.id()) && from.storedIn().isEmpty()) {
      return companionReachable(copied);
    }
    boolean same =
        from.domain().equals(to.domain())
            && from.storage() == to.storage()
            && from.type().equals(to.type())
            && (to.lookup().isEmpty()
                ? from.scheme().getClass().equals(to.scheme().getClass())
                : ComparablePair.form(from).equals(ComparablePair.form(to)));
    if (!same) {
      return Optional.of(
          new Finding(
              ErrorCode.VALUE_NOT_ENCRYPTABLE,
              use.span(),
              from.shortName()
                  + " and "
                  + to.shortName()
                  + " are not protected in the same way, so a stored value of one cannot be"
                  + " copied to the other",
              "Read "
                  + from.shortName()
                  + " and write it to "
                  + to.shortName()
                  + " from the application, or give both the same 'domain', type and scheme in the"
                  + " policy"));
    }
    if (from.state() != ColumnState.ENCRYPTED) {
      return Optional.of(
          new Finding(
              ErrorCode.COLUMN_STILL_MIXED,
              use.span(),
              from.shortName() + " may still hold old plaintext, which must not be copied",
              "Copy it through the application"));
    }
    return companionReachable(copied);
  }

  private static Optional<Finding> companionReachable(Use.Copied copied) {
    boolean reachable = copied.column().lookup().isEmpty() || Companions.reachable(copied.from());
    return reachable
        ? Optional.empty()
        : Optional.of(Companions.unreachable(copied, copied.from()));
  }
}
