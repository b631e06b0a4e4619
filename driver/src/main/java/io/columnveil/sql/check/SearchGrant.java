package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Use;
import java.util.List;
import java.util.Optional;

/** Whoever may not search a column may only select it and write it. */
final class SearchGrant implements Rule {

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    for (ProtectedColumn column : searched(use)) {
      if (!context.grants().maySearch(column.id())) {
        return Optional.of(
            new Finding(
                ErrorCode.NO_GRANT,
                use.span(),
                context.who() + " may search " + column.shortName() + " (" + column.rule() + ")",
                "Ask whoever keeps the policy for 'search: ["
                    + column.shortName()
                    + "]' in a role of this session, or use the column in the select list only"));
      }
    }
    return Optional.empty();
  }

  private static List<ProtectedColumn> searched(Use use) {
    if (use instanceof Use.Projection
        || use instanceof Use.HandedOn
        || use instanceof Use.Written
        || use instanceof Use.Copied
        || use instanceof Use.ConflictConstraint
        || use instanceof Use.ListedWritten
        || use instanceof Use.ListedOpenly
        || use instanceof Use.Blend
        || use instanceof Use.WrittenFromComputation) {
      return List.of();
    }
    if (use instanceof Use.StoredComparison comparison) {
      return List.of(comparison.left().column(), comparison.right().column());
    }
    return List.of(use.column());
  }
}
