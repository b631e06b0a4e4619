package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Relation;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.ParsedStatement;
import io.columnveil.sql.parse.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Binds the definitions of views over protected tables, so that lineage goes through them. What a
 * view does with protected columns are uses of the statement. One that would have to be edited to
 * be exact is not followed.
 */
final class ViewDefinitions {

  private static final int MAX_DEPTH = 16;

  private final Function<String, ParsedStatement> parser;
  private final RoutineBodies routines;
  private final Deque<Relation> open = new ArrayDeque<>();

  /**
   * View definitions.
   *
   * @param parser parses the text of a definition
   */
  ViewDefinitions(Function<String, ParsedStatement> parser) {
    this.parser = parser;
    this.routines = new RoutineBodies(parser, this);
  }

  /** The bodies of functions. */
  RoutineBodies routines() {
    return routines;
  }

  /** A view as a source; its select list cannot be edited. */
  Source source(String name, Relation view, List<String> columnNames, Binding user, Span place) {
    BoundQuery query = query(view, user, place);
    DerivedTable source = new DerivedTable(name, query, columnNames);
    if (source.hasHiddenFields() && !columnNames.isEmpty()) {
      throw user.notUnderstood(
          place,
          "new column names after a view that has lookup columns",
          "Use the names that the view gives to its columns, or rename them in a subquery");
    }
    return source;
  }

  /** The table to which the database makes the changes of a view. */
  Relation changedBy(Relation view, Binding user, Span place) {
    Relation changed = view;
    for (int depth = 0; user.names.isView(changed); depth++) {
      if (!changed.changesItsTable() || depth > MAX_DEPTH) {
        throw notItsTables(changed, user, place);
      }
      ParsedStatement definition = parser.apply(changed.definition().orElseThrow());
      if (!(definition.tree() instanceof PlainSelect select
          && select.getJoins() == null
          && select.getFromItem() instanceof Table table)) {
        throw notItsTables(changed, user, place);
      }
      List<String> path = path(definition, table, user);
      Relation through = changed;
      changed =
          user.names
              .find(
                  path.size() > 1 ? Optional.of(path.get(path.size() - 2)) : Optional.empty(),
                  path.get(path.size() - 1))
              .orElseThrow(() -> notItsTables(through, user, place));
    }
    return changed;
  }

  private static List<String> path(ParsedStatement definition, Table table, Binding user) {
    Binding inside = Binding.ofDefinition(definition, user.names);
    return inside.path(inside.span(table));
  }

  private static IssueException notItsTables(Relation view, Binding user, Span place) {
    boolean h2 = user.names.catalog().backend() == Backend.H2;
    return user.refusal(
        ErrorCode.STATEMENT_NOT_UNDERSTOOD,
        place,
        "view '"
            + view.name()
            + "' reads a protected table, and "
            + (h2
                ? "H2 changes the rows of a view by Java code only, which cannot be looked into"
                : "does not simply hand on changes to one table: it joins, groups or computes, or"
                    + " has triggers or rules of its own"),
        "Write to the table itself");
  }

  private BoundQuery query(Relation view, Binding user, Span place) {
    if (user.names.catalog().reachesWhenUsed(view)) {
      throw user.refusal(
          ErrorCode.OPAQUE_CODE,
          place,
          "view '"
              + view.name()
              + "' reads tables named by text, files, or the database's own copies of values, past"
              + " every grant",
          "Query the tables themselves");
    }
    if (open.size() >= MAX_DEPTH || open.contains(view) || view.definition().isEmpty()) {
      throw user.notUnderstood(place, "view '" + view.name() + "'");
    }
    open.push(view);
    try {
      return bind(view, user, place);
    } catch (IssueException e) {
      if (e.first().code() == ErrorCode.TABLE_WITHHELD) {
        throw user.refusal(e.first(), place);
      }
      throw user.refusal(
          ErrorCode.STATEMENT_NOT_UNDERSTOOD,
          place,
          "in the definition of view '" + view.name() + "': " + e.first().message(),
          "Select from the tables themselves, or change the view");
    } finally {
      open.pop();
    }
  }

  private BoundQuery bind(Relation view, Binding user, Span place) {
    ParsedStatement definition = parser.apply(view.definition().orElseThrow());
    if (!(definition.tree() instanceof Select select)) {
      throw user.notUnderstood(place, "the definition of view '" + view.name() + "'");
    }
    Binding inside = Binding.ofDefinition(definition, user.names);
    BoundQuery query = new QueryBinder(inside, this).bind(select, null);
    Reconciliation.require(inside);
    Structure.require(inside);
    requireExact(inside, query, view, user, place);
    user.relations.addAll(inside.relations);
    ExactInView.usesOf(inside, place).forEach(user::use);
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < query.outputs().size(); i++) {
      Output output = query.outputs().get(i);
      String name = view.columns().get(i).name();
      outputs.add(ofView(name, output));
    }
    return new BoundQuery(outputs, true, OptionalInt.empty());
  }

  private static void requireExact(
      Binding inside, BoundQuery query, Relation view, Binding user, Span place) {
    Optional<ProtectedColumn> column = ExactInView.not(inside);
    boolean complete =
        query.isComplete()
            && query.outputs().size() == view.columns().size()
            && query.outputs().stream().noneMatch(SelectsAsStored::isReadElsewhere);
    if (column.isPresent() || !complete) {
      throw user.refusal(
          ErrorCode.STATEMENT_NOT_UNDERSTOOD,
          place,
          column
              .map(
                  used ->
                      used.shortName()
                          + " is used there for more than to be selected, and the text of a view"
                          + " cannot be changed to answer that exactly")
              .orElse("not all of its columns are those that are read now"),
          "");
    }
  }

  private static Output ofView(String name, Output output) {
    if (output.lookup().isPresent()) {
      return Output.lookup(name, output.lookup().get());
    }
    return output
        .operand()
        .map(operand -> Output.stored(name, operand))
        .orElseGet(() -> Output.of(name, output.lineage()));
  }
}
