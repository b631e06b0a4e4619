package io.columnveil.sql.plan;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.check.Finding;
import io.columnveil.sql.rewrite.Edit;
import java.util.List;
import java.util.Optional;

/**
 * A plan for all statements that differ only in their literals: edits by token, no AST, no text.
 */
sealed interface Template {

  /** It names no protected table after all. */
  record Pass() implements Template {}

  /** It is refused. */
  record Refuse(Finding finding) implements Template {}

  /** It is edited. */
  record Rewrite(
      List<Edit.Replace> replacements,
      List<Edit.InsertAfter> insertions,
      Optional<List<ResultColumn>> columns,
      Optional<StatementPlan.KeyColumns> generatedKeys,
      List<ProtectedColumn> touched)
      implements Template {

    public Rewrite {
      replacements = List.copyOf(replacements);
      insertions = List.copyOf(insertions);
      touched = List.copyOf(touched);
    }
  }
}
