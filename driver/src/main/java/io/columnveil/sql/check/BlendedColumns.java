package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.session.Grants;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/**
 * Values of two columns may come in one result column if nothing tells them apart: they are
 * protected in the same way, and the session may do the same with both. Each of the two then stands
 * for the other.
 */
final class BlendedColumns implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.Blend blend)) {
      return Optional.empty();
    }
    ProtectedColumn one = blend.column();
    ProtectedColumn other = blend.other();
    if (!isProtectedAlike(one, other)) {
      return Optional.of(
          new Finding(
              ErrorCode.OPERATION_NOT_POSSIBLE,
              use.span(),
              one.shortName()
                  + " and "
                  + other.shortName()
                  + " are not protected in the same way, so their values cannot come in one column",
              "Select each in a column of its own, or give both the same 'domain', type and scheme"
                  + " in the policy"));
    }
    if (!isReadAlike(one, other, context.grants())) {
      return Optional.of(
          new Finding(
              ErrorCode.NO_GRANT,
              use.span(),
              "this session may not read "
                  + one.shortName()
                  + " and "
                  + other.shortName()
                  + " in the same way ("
                  + one.rule()
                  + "), so their values cannot come in one column",
              "Select each in a column of its own, or ask for the grant that is missing"));
    }
    return Optional.empty();
  }

  private static boolean isProtectedAlike(ProtectedColumn one, ProtectedColumn other) {
    return one.domain().equals(other.domain())
        && one.type().equals(other.type())
        && one.storage() == other.storage()
        && one.state() == other.state()
        && one.tokensComplete() == other.tokensComplete()
        && one.storedIn().isEmpty()
        && other.storedIn().isEmpty()
        && one.rotation().map(r -> r.phase()).equals(other.rotation().map(r -> r.phase()))
        && ComparablePair.form(one).equals(ComparablePair.form(other));
  }

  private static boolean isReadAlike(ProtectedColumn one, ProtectedColumn other, Grants grants) {
    boolean ciphertext = !grants.mayDecrypt(one.id());
    boolean unmasked = grants.mayUnmask(one.id()) && grants.mayUnmask(other.id());
    return grants.maySearch(one.id()) == grants.maySearch(other.id())
        && grants.mayDecrypt(one.id()) == grants.mayDecrypt(other.id())
        && one.denied() == other.denied()
        && (ciphertext
            || unmasked
            || one.mask().equals(other.mask())
                && grants.mayUnmask(one.id()) == grants.mayUnmask(other.id()));
  }
}
