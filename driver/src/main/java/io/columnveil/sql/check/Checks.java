package io.columnveil.sql.check;

import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** The place in the definition is none of the statement's. */
  private static Finding inView(Finding finding, Use use) {
    return new Finding(
        finding.code(),
        use.span(),
        "in the definition of this view: " + finding.message(),
        finding.remedy());
  }

  /** Every reason to refuse a statement, at most one for each use; empty if it may run. */
  public static List<Finding> of(BoundStatement statement, CheckContext context) {
    List<Finding> findings = new ArrayList<>();
    for (Use use : statement.uses()) {
      if (use instanceof Use.InView behind) {
        first(behind.use(), context).ifPresent(finding -> findings.add(inView(finding, use)));
      } else {
        first(use, context).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> first(Use use, CheckContext context) {
    return RULES.stream().flatMap(rule -> rule.check(use, context).stream()).findFirst();
  }
}
