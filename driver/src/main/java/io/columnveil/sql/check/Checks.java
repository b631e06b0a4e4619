package io.columnveil.sql.check;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Use;
import java.util.ArrayList;
import java.util.List;

/** All rules, in the order in which their findings matter to a user. */
public final class Checks {

  // Grants first: whoever may not use a column is not told what its scheme could answer.
  private static final List<Rule> RULES =
      List.of(
          new SearchGrant(),
          new CopyGrant(),
          new MaskedUpdate(),
          new KeysAtHand(),
          new UnanswerableUse(),
          new BlendedColumns(),
          new EqualityByScheme(),
          new GroupingByScheme(),
          new ComparablePair(),
          new CopyByScheme(),
          new RotatedCopy(),
          new RotatedConstraint(),
          new EncodableOperand(),
          new ListedValues(),
          new EncryptableValue(),
          new SuppliedType(),
          new HandedOnByCode(),
          new MixedColumn());

  private Checks() {}

  /** Every reason to refuse a statement, at most one for each use; empty if it may run. */
  public static List<Finding> of(BoundStatement statement, CheckContext context) {
    List<Finding> findings = new ArrayList<>();
    for (Use use : statement.uses()) {
      for (Rule rule : RULES) {
        var finding = rule.check(use, context);
        if (finding.isPresent()) {
          findings.add(finding.get());
          break;
        }
      }
    }
    return findings;
  }
}
