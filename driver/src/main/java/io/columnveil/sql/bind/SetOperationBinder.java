package io.columnveil.sql.bind;

import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperation;
import net.sf.jsqlparser.statement.select.SetOperationList;

/** What UNION, INTERSECT and EXCEPT make of the columns of their branches. */
final class SetOperationBinder {

  private final Binding binding;

  SetOperationBinder(Binding binding) {
    this.binding = binding;
  }

  /**
   * The whole of some branches.
   *
   * @param recursive whether later branches select from the whole
   */
  BoundQuery combine(SetOperationList list, List<BoundQuery> branches, boolean recursive) {
    // Rows are only put one after another, so that nothing is compared.
    boolean all = list.getOperations().stream().allMatch(o -> o.isAll() && is(o, "UNION"));
    BoundQuery first = branches.get(0);
    boolean complete = branches.stream().allMatch(BoundQuery::isComplete);
    if (complete && branches.stream().anyMatch(b -> width(b) != width(first))) {
      throw binding.notUnderstood(
          span(list.getSelects().get(0)),
          "a set operation whose queries differ in their columns",
          "Let each query select as many columns as the first");
    }
    List<Output> outputs = new ArrayList<>();
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < first.outputs().size(); i++) {
      outputs.add(column(branches, i, all, uses));
    }
    BoundQuery query =
        new BoundQuery(outputs, complete, OptionalInt.empty()).withMadeUpNames(first.madeUpNames());
    if (all) {
      return query.ofBranches(branches).usedAsWhole(uses);
    }
    uses.forEach(binding::use);
    if (recursive && outputs.stream().anyMatch(CombinedRows::isByLookup)) {
      throw binding.notUnderstood(
          span(list.getSelects().get(0)),
          "a recursive UNION over a lookup column",
          "Use UNION ALL with a condition that ends it");
    }
    if (outputs.stream().anyMatch(CombinedRows::isByLookup)) {
      binding.combinedRows.add(byLookup(list, branches, query));
    }
    return query;
  }

  private static int width(BoundQuery branch) {
    return branch.outputs().size();
  }

  private static boolean is(SetOperation operation, String word) {
    return operation.toString().toUpperCase(java.util.Locale.ROOT).startsWith(word);
  }

  /** No branch alone gives the column, so it is never a value of the statement. */
  private Output column(List<BoundQuery> branches, int index, boolean all, List<Use> uses) {
    List<Output> cells = new ArrayList<>();
    for (BoundQuery branch : branches) {
      if (index < branch.outputs().size()) {
        cells.add(branch.outputs().get(index));
      }
    }
    Output first = cells.get(0);
    if (cells.stream().anyMatch(c -> c.lookup().isPresent())) {
      return LookupItem.union(branches, index)
          .filter(lookup -> all)
          .map(lookup -> Output.lookup(first.name(), lookup))
          .orElseThrow(
              () ->
                  binding.notUnderstood(
                      new Span(0, 0), "a lookup column apart from what it looks up"));
    }
    Optional<StoredOperand> stored = cells.stream().flatMap(c -> c.operand().stream()).findFirst();
    if (stored.isEmpty()) {
      Optional<Output> listed =
          all ? ListBinder.union(binding, first.name(), cells) : Optional.empty();
      if (listed.isPresent()) {
        return listed.get();
      }
      boolean handedOn = cells.stream().anyMatch(c -> c.lineage() instanceof Lineage.HandedOn);
      if (handedOn && !all) {
        binding.requireNotHandedOn(Lineage.HANDED_ON, new Span(0, 0));
      }
      if (handedOn) {
        return Output.of(first.name(), Lineage.HANDED_ON);
      }
      boolean unknown = cells.stream().anyMatch(c -> c.lineage() instanceof Lineage.Unknown);
      return unknown ? Output.of(first.name(), Lineage.UNKNOWN) : Output.plain(first.name());
    }
    for (Output cell : cells) {
      if (cell.operand().isPresent()) {
        cell(stored.get(), cell.operand().get(), all, uses);
      } else if (!cell.isNull()) {
        uses.add(
            new Use.Other(
                stored.get(),
                "a set operation with a column that is not protected",
                stored.get().span()));
      }
    }
    return Output.stored(first.name(), new Chosen(stored.get().column(), stored.get().span()));
  }

  private static void cell(StoredOperand first, StoredOperand cell, boolean all, List<Use> uses) {
    if (!cell.column().equals(first.column())) {
      uses.add(new Use.Blend(first.column(), cell.column(), cell.span()));
    }
    if (!all) {
      uses.add(new Use.Grouping(cell, Use.Clause.SET_OPERATION, cell.span()));
    }
  }

  private CombinedRows byLookup(
      SetOperationList list, List<BoundQuery> branches, BoundQuery whole) {
    List<Span> spans = list.getSelects().stream().map(this::span).toList();
    Span place = spans.get(0);
    CombinedRows.Operation operation = operation(list, place);
    boolean named = whole.outputs().stream().noneMatch(o -> o.name().isEmpty());
    boolean reachable =
        whole.isComplete() && branches.stream().allMatch(b -> canCarry(b, whole.outputs()));
    if (!named || !reachable) {
      throw binding.notUnderstood(
          place,
          named
              ? "a set operation whose branches cannot carry the lookup columns"
              : "a set operation over a lookup column beside a column without a name",
          named
              ? "Select the columns from the tables themselves in each query, or use UNION ALL"
              : "Give each column of the first query a name: expression AS name");
    }
    List<Span> operators = new ArrayList<>();
    for (int i = 1; i < spans.size(); i++) {
      operators.add(operator(spans.get(i - 1).last() + 1, spans.get(i).first() - 1, place));
    }
    if (!binding.tokens().isWord(place.first(), "SELECT")
        && !binding.tokens().is(place.first(), "(")) {
      throw binding.notUnderstood(place, "a set operation that starts so");
    }
    return new CombinedRows(
        operation,
        branches,
        place.first(),
        operators,
        end(spans.get(spans.size() - 1), branches.get(branches.size() - 1)),
        whole.outputs());
  }

  /** The parser counts to the last branch what orders and limits the rows of the whole. */
  private int end(Span span, BoundQuery branch) {
    TokenList tokens = binding.tokens();
    if (tokens.is(span.first(), "(")) {
      return tokens.matching(span.first());
    }
    int depth = 0;
    for (int token = branch.lastItemToken().orElseThrow() + 1; token <= span.last(); token++) {
      if (tokens.is(token, "(")) {
        depth++;
      } else if (tokens.is(token, ")")) {
        depth--;
      } else if (depth == 0 && ofWhole(token)) {
        return token - 1;
      }
    }
    return span.last();
  }

  private boolean ofWhole(int token) {
    TokenList tokens = binding.tokens();
    return !tokens.is(token - 1, ".")
        && (tokens.isWord(token, "ORDER")
            || tokens.isWord(token, "LIMIT")
            || tokens.isWord(token, "OFFSET")
            || tokens.isWord(token, "FETCH")
            || tokens.isWord(token, "FOR"));
  }

  private static boolean canCarry(BoundQuery branch, List<Output> outputs) {
    if (branch.lastItemToken().isEmpty() || branch.outputs().size() != outputs.size()) {
      return false;
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (CombinedRows.isByLookup(outputs.get(i)) && CombinedRows.token(branch, i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private Span span(Select select) {
    return binding.span(select);
  }

  private CombinedRows.Operation operation(SetOperationList list, Span place) {
    List<SetOperation> operations = list.getOperations();
    boolean distinct = operations.stream().noneMatch(SetOperation::isAll);
    if (distinct && operations.stream().allMatch(o -> is(o, "UNION"))) {
      return CombinedRows.Operation.UNION;
    }
    if (distinct && operations.size() == 1) {
      return is(operations.get(0), "INTERSECT")
          ? CombinedRows.Operation.INTERSECT
          : CombinedRows.Operation.EXCEPT;
    }
    throw binding.notUnderstood(
        place,
        operations.stream().anyMatch(SetOperation::isAll)
            ? "a set operation with ALL that takes rows away or compares them with others, over a"
                + " lookup column"
            : "more than one kind of set operation over a lookup column",
        "Use UNION, INTERSECT or EXCEPT by itself and without ALL, and put rows together in the"
            + " application");
  }

  /** The words between two branches, as they stand. */
  private Span operator(int first, int last, Span place) {
    for (int token = first; token <= last; token++) {
      boolean known =
          binding.tokens().isWord(token, "UNION")
              || binding.tokens().isWord(token, "INTERSECT")
              || binding.tokens().isWord(token, "EXCEPT")
              || binding.tokens().isWord(token, "MINUS")
              || binding.tokens().isWord(token, "DISTINCT");
      if (!known) {
        throw binding.notUnderstood(place, "what stands between the queries of a set operation");
      }
    }
    if (first > last) {
      throw binding.notUnderstood(place, "what stands between the queries of a set operation");
    }
    return new Span(first, last);
  }
}
