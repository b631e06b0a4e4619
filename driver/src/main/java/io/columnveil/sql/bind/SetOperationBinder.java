package io.columnveil.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What UNION, INTERSECT and EXCEPT make of the columns of their branches. */
final class SetOperationBinder {

  private final Binding binding;

  SetOperationBinder(Binding binding) {
    this.binding = binding;
  }

  /**
   * The columns of the whole.
   *
   * @param all whether rows are only put one after another, so that nothing is compared
   */
  BoundQuery combine(List<BoundQuery> branches, boolean all) {
    BoundQuery first = branches.get(0);
    boolean complete = branches.stream().allMatch(BoundQuery::isComplete);
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < first.outputs().size(); i++) {
      outputs.add(column(branches, i, all));
    }
    BoundQuery query =
        new BoundQuery(outputs, complete, OptionalInt.empty()).withMadeUpNames(first.madeUpNames());
    return all ? query.ofBranches(branches) : query;
  }

  /** No branch alone gives the column, so it is never a value of the statement. */
  private Output column(List<BoundQuery> branches, int index, boolean all) {
    List<Output> cells = new ArrayList<>();
    for (BoundQuery branch : branches) {
      if (index < branch.outputs().size()) {
        cells.add(branch.outputs().get(index));
      }
    }
    Output first = cells.get(0);
    Optional<StoredOperand> stored = cells.stream().flatMap(c -> c.operand().stream()).findFirst();
    if (stored.isEmpty()) {
      Optional<Output> listed =
          all ? ListBinder.union(binding, first.name(), cells) : Optional.empty();
      if (listed.isPresent()) {
        return listed.get();
      }
      boolean unknown = cells.stream().anyMatch(c -> c.lineage() instanceof Lineage.Unknown);
      return unknown
          ? new Output(first.name(), Lineage.UNKNOWN, Optional.empty(), Optional.empty())
          : Output.plain(first.name());
    }
    for (Output cell : cells) {
      boolean same =
          cell.operand().map(o -> o.column().equals(stored.get().column())).orElse(isNull(cell));
      if (!same) {
        binding.use(
            new Use.Other(
                stored.get(),
                "a set operation with a column that is not the same protected column",
                stored.get().span()));
      } else if (!all) {
        cell.operand()
            .ifPresent(o -> binding.use(new Use.Grouping(o, "a set operation", o.span())));
      }
    }
    return new Output(
        first.name(), new Lineage.Stored(stored.get().column()), stored, Optional.empty());
  }

  private static boolean isNull(Output cell) {
    return cell.given().map(g -> g.kind() == Operand.Kind.NULL).orElse(false);
  }
}
