package io.columnveil.sql.bind;

import io.columnveil.sql.parse.ParsedStatement;
import io.columnveil.sql.parse.Span;
import java.util.Optional;
import java.util.function.Function;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.Update;

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
    Structure.require(binding);
    return new BoundStatement(
        result,
        binding.uses,
        binding.stars,
        binding.queries,
        binding.mergedJoins,
        binding.mergedNames,
        binding.insert,
        binding.assignments,
        binding.target,
        binding.relations,
        binding.unnamedItems,
        binding.tokens(),
        binding.touched());
  }

  private Optional<BoundQuery> tree(Statement tree, Binding binding, QueryBinder queries) {
    if (tree instanceof Select select) {
      return Optional.of(queries.bind(select, null));
    }
    ChangeBinder changes = new ChangeBinder(binding, queries);
    if (tree instanceof Insert insert) {
      return new InsertBinder(binding, queries, changes).insert(insert);
    }
    if (tree instanceof Update update) {
      return changes.update(update);
    }
    if (tree instanceof Delete delete) {
      return changes.delete(delete);
    }
    if (tree instanceof ExplainStatement explain && explain.getStatement() != null) {
      tree(explain.getStatement(), binding, queries);
      return Optional.empty();
    }
    throw binding.notUnderstood(
        new Span(0, 0), "a statement of this kind (" + tree.getClass().getSimpleName() + ")");
  }
}
