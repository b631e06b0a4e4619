package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Use;
import java.util.List;
import java.util.Optional;

/** Stored values are comparable if they share a domain and are compared in the same form. */
final class ComparablePair implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.StoredComparison comparison)) {
      return Optional.empty();
    }
    ProtectedColumn left = comparison.left().column();
    ProtectedColumn right = comparison.right().column();
    if (!left.domain().equals(right.domain())) {
      return refuse(
          use,
          left.shortName() + " and " + right.shortName() + " have different keys",
          "Give both the same 'domain' in the policy before their tables hold values; until then"
              + " compare them in the application");
    }
    boolean sameForm =
        left.lookup().isPresent() == right.lookup().isPresent()
            && left.lookup().map(Lookup::normalize).equals(right.lookup().map(Lookup::normalize));
    if (!sameForm) {
      return refuse(
          use,
          left.shortName()
              + " and "
              + right.shortName()
              + " are compared in different forms (deterministic, lookup, normalization)",
          "Give both the same scheme and 'normalize' in the policy");
    }
    return Optional.empty();
  }

  private static Optional<Finding> refuse(Use use, String message, String remedy) {
    return Optional.of(new Finding(ErrorCode.OPERATION_NOT_POSSIBLE, use.span(), message, remedy));
  }

  /** How equality of a column is answered, for comparing two columns' forms. */
  static List<Object> form(ProtectedColumn column) {
    return List.of(column.scheme().getClass(), column.lookup().map(Lookup::normalize));
  }
}
