package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Scheme;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/** Equal values are put together by their ciphertext, which only a deterministic scheme allows. */
final class GroupingByScheme implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (use instanceof Use.Grouping grouping) {
      return grouping.column().scheme() instanceof Scheme.Deterministic
          ? Optional.empty()
          : Optional.of(refusal(use, grouping.clause()));
    }
    if (use instanceof Use.Count count && count.distinct()) {
      if (!count.column().scheme().answersEquality()) {
        return Optional.of(refusal(use, "COUNT(DISTINCT)"));
      }
      return Companions.reachable(count.stored())
          ? Optional.empty()
          : Optional.of(Companions.unreachable(use));
    }
    return Optional.empty();
  }

  private static Finding refusal(Use use, String clause) {
    ProtectedColumn column = use.column();
    return new Finding(
        ErrorCode.OPERATION_NOT_POSSIBLE,
        use.span(),
        column.shortName()
            + " is randomized: equal values have different ciphertexts, so "
            + clause
            + " cannot put them together ("
            + column.rule()
            + ")",
        "Group by another column, or use 'scheme: deterministic' for it");
  }
}
