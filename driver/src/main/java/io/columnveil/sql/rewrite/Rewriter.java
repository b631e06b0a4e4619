package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundStatement;
import java.util.List;

/** All rules that edit. */
public final class Rewriter {

  // Rules that ask for companions of subqueries stand before the one that writes them, and so does
  // the one that names edited items: a companion is written after the last item's name.
  private static final List<RewriteRule> RULES =
      List.of(
          new Comparisons(),
          new ColumnComparisons(),
          new NullIfCases(),
          new SuppliedValues(),
          new DistinctCounts(),
          new ConflictTargets(),
          new InsertedValues(),
          new AssignedValues(),
          new GroupedByCompanion(),
          new ListForms(),
          new WrittenOutStars(),
          new StoredElsewhere(),
          new MergedJoins(),
          new UnnamedItems(),
          new DistinctByCompanion(),
          new CombinedByCompanion(),
          new ExportedCompanions(),
          new ListForms.Further());

  private Rewriter() {}

  /** What must be changed in a statement that passed all checks. */
  public static Edits edit(BoundStatement statement) {
    Edits edits = new Edits();
    RULES.forEach(rule -> rule.edit(statement, edits));
    return edits;
  }
}
