package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.Location;
import io.columnveil.issue.Source;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.CallForm;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Plans a call as the query that gives the same values, and runs it as it is written. So a routine
 * is looked into by one set of rules, however it is called. A call that would have to be edited is
 * refused: the driver makes a text of its own of it.
 */
final class Calls {

  private final Backend backend;
  private final Function<String, StatementPlan> planner;

  /**
   * Plans of calls.
   *
   * @param planner plans a query
   */
  Calls(Backend backend, Function<String, StatementPlan> planner) {
    this.backend = backend;
    this.planner = planner;
  }

  /** The plan of a text that is one call. */
  StatementPlan plan(TokenList tokens, CallForm call, SessionEffect effect) {
    String before = backend == Backend.H2 ? "SELECT " : "SELECT * FROM ";
    String query = before + call.text(tokens) + (call.arguments() ? "" : "()");
    return new Call(tokens, tokens.begin(call.first()), before, query, effect)
        .as(planner.apply(query));
  }

  /**
   * One call.
   *
   * @param begin offset of what is called
   * @param before what stands before it in the query
   */
  private record Call(
      TokenList tokens, int begin, String before, String query, SessionEffect effect) {

    /** The plan of the query as that of the call. */
    StatementPlan as(StatementPlan plan) {
      if (plan instanceof StatementPlan.Refused refused) {
        return new StatementPlan.Refused(
            placed(refused.issue()), refused.ifStillUnknown().map(this::as));
      }
      if (plan instanceof StatementPlan.Passed passed) {
        return new StatementPlan.Passed(effect, passed.byNames());
      }
      StatementPlan.Rewritten rewritten = (StatementPlan.Rewritten) plan;
      if (!isSentAsGiven(rewritten, query)) {
        return new StatementPlan.Refused(
            edited(rewritten, Source.sql(tokens.sql()).at(begin), before + "..."));
      }
      return new StatementPlan.Rewritten(
          rewritten.effect(),
          new WireText(List.of(tokens.sql()), List.of()),
          IntStream.rangeClosed(1, tokens.placeholderCount()).mapToObj(Calls::asGiven).toList(),
          tokens.placeholderCount(),
          rewritten.columns(),
          Optional.empty(),
          rewritten.touched());
    }

    /** A refusal of the query, at its place in the call. */
    private Issue placed(Issue issue) {
      int shift = begin - before.length();
      Optional<Location> place =
          issue
              .location()
              .map(at -> Math.max(begin, Math.min(at.offset() + shift, tokens.sql().length())))
              .map(at -> Source.sql(tokens.sql()).at(at));
      return new Issue(issue.code(), issue.severity(), place, issue.message(), issue.remedy());
    }

    /** Never the text: it may hold literals. */
    @Override
    public String toString() {
      return "<call>";
    }
  }

  private static boolean isSentAsGiven(StatementPlan.Rewritten plan, String query) {
    return encodesNothing(plan) && plan.text().prepared().equals(query);
  }

  private static boolean encodesNothing(StatementPlan.Rewritten plan) {
    return plan.text().literals().isEmpty()
        && plan.parameters().stream().allMatch(p -> p.encoding() instanceof Encoding.AsGiven);
  }

  private static Issue edited(StatementPlan.Rewritten plan, Location place, String query) {
    return encodesNothing(plan)
        ? Issue.error(
            ErrorCode.OPAQUE_CODE,
            place,
            "this call gives columns that do not exist for applications, and calls are not edited",
            "Write " + query + " in its place")
        : Issue.error(
            ErrorCode.OPAQUE_CODE,
            place,
            "a value in this call would have to be encrypted, and calls are not edited",
            "Run the query in its arguments first, and hand its result to the call");
  }

  private static WireParameter asGiven(int ordinal) {
    return new WireParameter(new ValueSource.Placeholder(ordinal), new Encoding.AsGiven());
  }
}
