package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;

/**
 * A UNION, INTERSECT or EXCEPT over columns with a lookup, which compares rows. It is written as a
 * grouping by the tokens of all rows of the branches.
 *
 * @param operation which
 * @param branches the queries
 * @param first the first token of the first branch
 * @param operators the tokens between the branches
 * @param end the last token of the last branch
 * @param outputs what the whole gives
 */
public record CombinedRows(
    Operation operation,
    List<BoundQuery> branches,
    int first,
    List<Span> operators,
    int end,
    List<Output> outputs) {

  /** Which rows are kept. */
  public enum Operation {
    UNION,
    INTERSECT,
    EXCEPT
  }

  public CombinedRows {
    branches = List.copyOf(branches);
    operators = List.copyOf(operators);
    outputs = List.copyOf(outputs);
  }

  /** Whether rows of a column are compared by its lookup tokens. */
  public static boolean isByLookup(Output output) {
    return output.lineage() instanceof Lineage.Stored stored
        && stored.column().lookup().isPresent();
  }

  /** The text of the token of an output in one of the branches; empty if it is out of reach. */
  public static Optional<String> token(BoundQuery branch, int output) {
    Output cell = branch.outputs().get(output);
    return cell.isNull()
        ? Optional.of("NULL")
        : cell.operand().flatMap(StoredOperand::companion).map(Substitution::text);
  }
}
