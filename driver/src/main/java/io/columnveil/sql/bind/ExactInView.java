package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the definition of a view is exact over ciphertext as it stands. Its text is not the
 * statement's and cannot be edited: what needs a lookup column instead of the column, or a value
 * that is encrypted, is not.
 */
final class ExactInView {

  private ExactInView() {}

  /** A column with which a definition does something that is not exact. */
  static Optional<ProtectedColumn> not(Binding definition) {
    return Stream.concat(
            definition.uses.stream().filter(use -> !isExact(use)),
            definition.queries.stream().flatMap(query -> query.usesAsWhole().stream()))
        .map(Use::column)
        .findFirst();
  }

  private static boolean isExact(Use use) {
    if (use instanceof Use.Projection || use instanceof Use.HandedOn || use instanceof Use.InView) {
      return true;
    }
    if (use instanceof Use.NullTest || use instanceof Use.Branch) {
      return SelectsAsStored.isReadWhereItIs(use.column());
    }
    if (use instanceof Use.Count count) {
      return count.distinct()
          ? isCompared(use.column())
          : SelectsAsStored.isReadWhereItIs(use.column());
    }
    if (use instanceof Use.StoredComparison comparison) {
      return isCompared(comparison.left().column()) && isCompared(comparison.right().column());
    }
    return use instanceof Use.Grouping && isCompared(use.column());
  }

  /** Whether equal values have equal ciphertexts in the column that the definition names. */
  private static boolean isCompared(ProtectedColumn column) {
    return column.isDeterministic() && SelectsAsStored.isReadWhereItIs(column);
  }

  /** What the definition does with columns besides selecting them, as uses of the statement. */
  static List<Use> usesOf(Binding definition, Span place) {
    return definition.uses.stream()
        .filter(use -> !(use instanceof Use.Projection))
        .<Use>map(
            use -> {
              if (use instanceof Use.HandedOn handed) {
                return new Use.HandedOn(handed.column(), place);
              }
              return use instanceof Use.InView nested
                  ? nested.at(place)
                  : new Use.InView(use, place);
            })
        .toList();
  }
}
