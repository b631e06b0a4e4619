package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.sql.bind.Use;
import java.util.Optional;

/**
 * Equal values are put together by deterministic ciphertext, or by a lookup column where the clause
 * can name that instead.
 */
final class GroupingByScheme implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (use instanceof Use.Grouping grouping) {
      return grouping.column().scheme() instanceof Scheme.Deterministic
          ? Optional.empty()
          : byLookup(grouping);
    }
    if (use instanceof Use.Count count && count.distinct()) {
      if (!count.column().scheme().answersEquality()) {
        return Optional.of(refusal(use, "COUNT(DISTINCT)"));
      }
      return Companions.reachable(count.stored())
          ? Optional.empty()
          : Optional.of(Companions.unreachable(use, count.stored()));
    }
    return Optional.empty();
  }

  private static Optional<Finding> byLookup(Use.Grouping grouping) {
    ProtectedColumn column = grouping.column();
    boolean possible =
        switch (grouping.clause()) {
          case PARTITION_BY, DISTINCT_ON -> column.lookup().isPresent();
          // One ciphertext is selected for the whole group, so its values must be the same.
          case DISTINCT -> hasOneValueForEachToken(column);
          case GROUP_BY, SET_OPERATION ->
              hasOneValueForEachToken(column) && column.storage() == Storage.TEXT;
        };
    if (!possible) {
      return Optional.of(refusal(grouping, grouping.clause().sql()));
    }
    return Companions.reachable(grouping.stored())
        ? Optional.empty()
        : Optional.of(Companions.unreachable(grouping, grouping.stored()));
  }

  private static boolean hasOneValueForEachToken(ProtectedColumn column) {
    return column.lookup().map(l -> l.normalize().isEmpty()).orElse(false);
  }

  private static Finding refusal(Use use, String clause) {
    ProtectedColumn column = use.column();
    if (column.lookup().filter(l -> !l.normalize().isEmpty()).isPresent()) {
      return new Finding(
          ErrorCode.OPERATION_NOT_POSSIBLE,
          use.span(),
          clause
              + " would put values of "
              + column.shortName()
              + " together that are written differently, because its lookup normalizes them, and"
              + " none of them stands for all ("
              + column.rule()
              + ")",
          "Count with COUNT(DISTINCT "
              + column.id().column()
              + "), use PARTITION BY, or add the table's primary key to the query");
    }
    return new Finding(
        ErrorCode.OPERATION_NOT_POSSIBLE,
        use.span(),
        column.shortName()
            + " is randomized: equal values have different ciphertexts, so "
            + clause
            + " cannot put them together ("
            + column.rule()
            + ")",
        instead(column, clause));
  }

  private static String instead(ProtectedColumn column, String clause) {
    if (clause.equals("a set operation")) {
      return "Use UNION ALL and take out repeated rows in the application, or use 'scheme:"
          + " deterministic' for it";
    }
    if (column.lookup().isPresent() && !clause.equals("GROUP BY")) {
      return "Use GROUP BY " + column.id().column() + ", which its lookup column answers";
    }
    return "Leave "
        + column.id().column()
        + " out of it, add the table's primary key to it, or use 'scheme: deterministic'";
  }
}
