package io.columnveil.sql.plan;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Binder;
import io.columnveil.sql.bind.BoundQuery;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Lineage;
import io.columnveil.sql.bind.Names;
import io.columnveil.sql.check.CheckContext;
import io.columnveil.sql.check.Checks;
import io.columnveil.sql.check.Finding;
import io.columnveil.sql.lex.Lexer;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.CanonicalText;
import io.columnveil.sql.parse.ParseResult;
import io.columnveil.sql.parse.ParsedStatement;
import io.columnveil.sql.parse.SqlParser;
import io.columnveil.sql.rewrite.Edits;
import io.columnveil.sql.rewrite.Rewriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes one statement through parse, bind, check and rewrite to a template. Thread-safe. */
final class StatementCompiler {

  private final PlanContext context;
  private final Lexer lexer;
  private final Binder binder;
  private final Readings readings;
  private final KeyColumnsFinder keys;

  StatementCompiler(PlanContext context, Lexer lexer) {
    this.context = context;
    this.lexer = lexer;
    this.binder =
        new Binder(
            new Names(context.catalog(), context.protections(), context.searchPath()),
            this::parseView);
    this.readings = new Readings(context.grants());
    this.keys = new KeyColumnsFinder(readings);
  }

  private ParsedStatement parseView(String definition) {
    return parsed(SqlParser.parse(lexer.lex(definition)));
  }

  /** What a statement means. */
  BoundStatement bind(TokenList statement) {
    return binder.bind(parsed(SqlParser.parse(statement)));
  }

  private static ParsedStatement parsed(ParseResult result) {
    if (result instanceof ParseResult.NotParsed failed) {
      throw new IssueException(failed.issue());
    }
    return ((ParseResult.Parsed) result).statement();
  }

  /**
   * The template of a statement.
   *
   * @param explain whether it stands behind EXPLAIN, so that it returns no rows of its own
   */
  Template compile(CanonicalText canonical, GeneratedKeys generatedKeys, boolean explain) {
    ParsedStatement statement = parsed(SqlParser.parse(canonical));
    BoundStatement bound = binder.bind(statement);
    if (bound.touched().isEmpty()) {
      return new Template.Pass();
    }
    List<Finding> findings =
        Checks.of(bound, new CheckContext(context.grants(), context.canSeal()));
    if (!findings.isEmpty()) {
      return new Template.Refuse(findings.get(0));
    }
    Edits edits = Rewriter.edit(bound);
    return new Template.Rewrite(
        edits.replacements(),
        edits.insertions(),
        explain
            ? Optional.of(explained(bound))
            : bound.result().flatMap(r -> columns(r, statement)),
        generatedKeys(bound, generatedKeys),
        bound.touched());
  }

  /** EXPLAIN gives one column. */
  private static List<ResultColumn> explained(BoundStatement bound) {
    Map<String, String> shown = new HashMap<>();
    for (ProtectedColumn column : bound.touched()) {
      String name = column.id().column();
      column.lookup().ifPresent(lookup -> shown.put(lookup.column(), name));
      column.rotation().ifPresent(rotation -> shown.put(rotation.secondColumn(), name));
      column.storedIn().ifPresent(stored -> shown.put(stored, name));
    }
    return List.of(new ResultColumn.Explained(shown));
  }

  private Optional<List<ResultColumn>> columns(BoundQuery result, ParsedStatement statement) {
    boolean allPlain =
        result.outputs().stream().allMatch(o -> o.lineage() instanceof Lineage.Plain);
    if (!result.isComplete()) {
      if (allPlain) {
        return Optional.empty();
      }
      throw new IssueException(
          Issue.error(
              ErrorCode.STATEMENT_NOT_UNDERSTOOD,
              Source.sql(statement.tokens().sql()).at(0),
              "'*' stands for columns that are not known, beside protected ones",
              "Name the columns"));
    }
    return Optional.of(result.outputs().stream().map(o -> readings.of(o.lineage())).toList());
  }

  private Optional<StatementPlan.KeyColumns> generatedKeys(
      BoundStatement bound, GeneratedKeys asked) {
    boolean rowsOfItsOwn = bound.result().isPresent();
    return rowsOfItsOwn
        ? Optional.empty()
        : bound.target().flatMap(target -> keys.find(asked, target.source().fields()));
  }
}
