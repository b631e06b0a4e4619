package io.columnveil.sql.plan;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.Source;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.CallForm;
import io.columnveil.sql.parse.CallPositions;
import io.columnveil.sql.parse.Classifier;
import java.util.Optional;

/** A function that the snapshot lacks may just have come into being, and may do anything. */
final class UnknownFunctions {

  private final Relevance relevance;

  UnknownFunctions(Relevance relevance) {
    this.relevance = relevance;
  }

  /** The plan, or a refusal for as long as the statement calls a function that is not known. */
  StatementPlan refuse(TokenList tokens, StatementPlan plan) {
    for (int call : CallPositions.of(tokens)) {
      if (relevance.isUnknownFunction(tokens.name(call))) {
        return refused(tokens, call, plan);
      }
    }
    // {call f} calls a function without the parentheses that show it elsewhere.
    return bareCall(tokens)
        .filter(call -> relevance.isUnknownFunction(tokens.name(call)))
        .map(call -> refused(tokens, call, plan))
        .orElse(plan);
  }

  private static StatementPlan refused(TokenList tokens, int name, StatementPlan plan) {
    return new StatementPlan.Refused(
        Issue.error(
            ErrorCode.UNKNOWN_TABLE,
            Source.sql(tokens.sql()).at(tokens.begin(name)),
            "function '" + tokens.name(name) + "' is not in the catalog",
            "Check its spelling and the search path"),
        Optional.of(plan));
  }

  private static Optional<Integer> bareCall(TokenList tokens) {
    if (tokens.size() == 0 || tokens.kind(0) != TokenKind.ESCAPE_BRACE) {
      return Optional.empty();
    }
    return CallForm.of(tokens, Classifier.classifyAll(tokens).get(0))
        .filter(call -> !call.arguments())
        .map(call -> call.end() - 1);
  }
}
