package io.columnveil.sql.bind;

import io.columnveil.sql.parse.ParsedStatement;
import java.util.Optional;
import java.util.function.Function;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;

/** Binds whole statements. Thread-safe. */
public final class Binder {

  private final Names names;
  private final Function<String, ParsedStatement> viewParser;

  /**
   * A binder.
   *
   * @param names what relation names mean
   * @param viewParser parses the text of view definitions
   */
  public Binder(Names names, Function<String, ParsedStatement> viewParser) {
    this.names = names;
    this.viewParser = viewParser;
  }

  /**
   * What every name of a statement means and what it does with protected columns.
   *
   * @throws io.columnveil.issue.IssueException if something in it is not understood
   */
  public BoundStatement bind(ParsedStatement statement) {
    Binding binding = new Binding(statement, names);
    QueryBinder queries = new QueryBinder(binding, new ViewDefinitions(viewParser));
    Optional<BoundQuery> result = tree(statement.tree(), binding, queries);
    Reconciliation.require(binding);
    binding.queries.forEach(query -> query.usesAsWhole().forEach(binding::use));
    Structure.require(binding);
    binding.requireListsUsedOneWay();
    return new BoundStatement(
        result,
        binding.uses,
        binding.stars,
        binding.queries,
        binding.distinctRows,
        binding.combinedRows,
        binding.mergedJoins,
        binding.mergedNames,
        binding.written,
        binding.assignments,
        binding.target,
        binding.unnamedItems,
        binding.listed,
        binding.tokens(),
        binding.touched());
  }

  private Optional<BoundQuery> tree(Statement tree, Binding binding, QueryBinder queries) {
    if (tree instanceof Select select) {
      return Optional.of(queries.bind(select, null));
    }
    if (tree instanceof ExplainStatement explain && explain.getStatement() != null) {
      tree(explain.getStatement(), binding, queries);
      return Optional.empty();
    }
    return new ChangeBinder(binding, queries).change(tree, null);
  }
}
