package io.columnveil.sql.bind;

import io.columnveil.catalog.Relation;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.ParsedStatement;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What binding one statement has found so far. */
final class Binding {

  final ParsedStatement statement;
  final Names names;
  final List<Use> uses = new ArrayList<>();
  final List<Star> stars = new ArrayList<>();
  final List<BoundQuery> queries = new ArrayList<>();
  final Set<MergedJoin> mergedJoins = new LinkedHashSet<>();
  final List<UnnamedItem> unnamedItems = new ArrayList<>();
  final List<ListedColumn> listed = new ArrayList<>();
  final List<MergedName> mergedNames = new ArrayList<>();
  final List<Assignment> assignments = new ArrayList<>();
  final List<WrittenRows> written = new ArrayList<>();
  final Set<Relation> relations = new LinkedHashSet<>();
  Optional<Relation> target = Optional.empty();
  private final BitSet consumed = new BitSet();

  Binding(ParsedStatement statement, Names names) {
    this.statement = statement;
    this.names = names;
  }

  TokenList tokens() {
    return statement.tokens();
  }

  Span span(Object node) {
    return statement
        .span(node)
        .orElseThrow(() -> notUnderstood(new Span(0, 0), "a part without a place in the text"));
  }

  /** Marks tokens as understood. */
  void consume(Span span) {
    consumed.set(span.first(), span.last() + 1);
  }

  boolean isConsumed(int token) {
    return consumed.get(token);
  }

  void use(Use use) {
    uses.add(use);
  }

  /** Turns any protected operand among values into a use that cannot be answered. */
  void refuseStored(Value value, String operation, Span span) {
    if (value instanceof Value.Stored stored) {
      uses.add(new Use.Other(stored.operand(), operation, span));
    }
  }

  /** Values of lists that are encrypted for one use cannot serve another as they are. */
  void requireListsUsedOneWay() {
    for (ListedColumn list : listed) {
      list.inPlace()
          .ifPresent(
              form -> list.openUses().forEach(at -> use(new Use.ListedOpenly(form.column(), at))));
    }
  }

  IssueException notUnderstood(Span span, String what) {
    return new IssueException(
        Issue.error(
            ErrorCode.STATEMENT_NOT_UNDERSTOOD,
            Source.sql(tokens().sql()).at(tokens().begin(span.first())),
            "this statement touches a protected table, and " + what + " is not understood there",
            "Write the statement without that part, or as several statements"));
  }

  /** A problem that was found without the statement, at the place where it matters. */
  IssueException refusal(Issue problem, Span span) {
    return refusal(problem.code(), span, problem.message(), problem.remedy());
  }

  IssueException refusal(ErrorCode code, Span span, String message, String remedy) {
    return new IssueException(
        Issue.error(
            code, Source.sql(tokens().sql()).at(tokens().begin(span.first())), message, remedy));
  }

  List<ProtectedColumn> touched() {
    return relations.stream().flatMap(r -> names.protectedColumns(r).stream()).toList();
  }
}
