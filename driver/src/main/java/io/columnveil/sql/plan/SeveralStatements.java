package io.columnveil.sql.plan;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.Location;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.Lexer;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.StatementKind;
import io.columnveil.sql.parse.Trait;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Plans a text of several statements, each on its own, as if it had been sent alone, and puts the
 * plans together in the order of the text. What would change the session or the catalog between
 * them is refused: the plans of those after it would rest on what no longer holds.
 */
final class SeveralStatements {

  private static final Set<String> OPENING = Set.of("BEGIN", "START", "SAVEPOINT", "RELEASE");

  private final Lexer lexer;
  private final Function<String, StatementPlan> planner;

  /**
   * Plans of texts.
   *
   * @param planner plans one statement
   */
  SeveralStatements(Lexer lexer, Function<String, StatementPlan> planner) {
    this.lexer = lexer;
    this.planner = planner;
  }

  StatementPlan plan(
      TokenList tokens, List<Classification> statements, GeneratedKeys generatedKeys) {
    List<StatementPlan> plans = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<Integer> begins = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      boolean last = i + 1 == statements.size();
      int begin = i == 0 ? 0 : tokens.begin(statements.get(i).first());
      int end = last ? tokens.sql().length() : tokens.begin(statements.get(i).end());
      String text = tokens.sql().substring(begin, end);
      texts.add(text);
      begins.add(begin);
      plans.add(planner.apply(text));
    }
    Optional<StatementPlan> refused = refused(tokens, plans, begins);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (plans.stream().allMatch(plan -> plan instanceof StatementPlan.Passed)) {
      return passed(plans);
    }
    Optional<Issue> issue = refuse(tokens, statements, plans, generatedKeys);
    if (issue.isPresent()) {
      return new StatementPlan.Refused(issue.get());
    }
    return together(tokens, texts, begins, plans);
  }

  /** The first refusal that stands; one for an unknown name only if nothing else is protected. */
  private static Optional<StatementPlan> refused(
      TokenList tokens, List<StatementPlan> plans, List<Integer> begins) {
    Optional<StatementPlan> unknown = Optional.empty();
    boolean anyRewritten = plans.stream().anyMatch(p -> p instanceof StatementPlan.Rewritten);
    for (int i = 0; i < plans.size(); i++) {
      if (plans.get(i) instanceof StatementPlan.Refused refused) {
        boolean onlyUnknown =
            refused.ifStillUnknown().filter(StatementPlan.Passed.class::isInstance).isPresent();
        boolean forGood = anyRewritten || !onlyUnknown;
        StatementPlan whole =
            StatementPlan.Refused.unknown(placed(refused.issue(), tokens, begins.get(i)), !forGood);
        if (!onlyUnknown) {
          return Optional.of(whole);
        }
        unknown = unknown.isPresent() ? unknown : Optional.of(whole);
      }
    }
    return unknown;
  }

  private static Issue placed(Issue issue, TokenList tokens, int begin) {
    Optional<Location> place =
        issue.location().map(at -> Source.sql(tokens.sql()).at(begin + at.offset()));
    return new Issue(issue.code(), issue.severity(), place, issue.message(), issue.remedy());
  }

  private static StatementPlan passed(List<StatementPlan> plans) {
    boolean byNames = plans.stream().anyMatch(p -> ((StatementPlan.Passed) p).byNames());
    List<KeptUse> kept =
        plans.stream()
            .flatMap(p -> ((StatementPlan.Passed) p).kept().stream())
            .map(KeptUse::amongOthers)
            .toList();
    return new StatementPlan.Passed(effect(plans), byNames, kept);
  }

  private static SessionEffect effect(List<StatementPlan> plans) {
    return plans.stream().map(StatementPlan::effect).reduce(SessionEffect.NONE, SessionEffect::and);
  }

  private static Optional<Issue> refuse(
      TokenList tokens,
      List<Classification> statements,
      List<StatementPlan> plans,
      GeneratedKeys generatedKeys) {
    if (!(generatedKeys instanceof GeneratedKeys.None)) {
      return Optional.of(
          issue(
              tokens,
              statements.get(1),
              "generated keys of several statements, one of which touches a protected table",
              "Send them one by one, or use RETURNING"));
    }
    Optional<Classification> changes = Optional.empty();
    for (int i = 0; i < statements.size(); i++) {
      if (usesKept(plans.get(i))) {
        return Optional.of(
            issue(
                tokens,
                statements.get(i),
                "a cursor or prepared statement in a text of several statements, one of which touches a protected table",
                "Send them one by one"));
      }
      boolean rests = !(plans.get(i) instanceof StatementPlan.Passed passed) || passed.byNames();
      if (rests && changes.isPresent()) {
        return Optional.of(
            issue(
                tokens,
                statements.get(i),
                "this statement touches a protected table, and one before it in the same text may"
                    + " change whose grants or which tables it means",
                "Send them one by one"));
      }
      if (changesSession(tokens, statements.get(i), plans.get(i))) {
        changes = Optional.of(statements.get(i));
      }
    }
    for (int token = 0; token < tokens.size(); token++) {
      boolean numbered =
          tokens.kind(token) == TokenKind.PLACEHOLDER
              && tokens.end(token) - tokens.begin(token) > 1;
      if (numbered) {
        return Optional.of(
            issue(
                tokens,
                statements.get(0),
                "numbered parameters in several statements, one of which touches a protected table",
                "Send them one by one, or write '?'"));
      }
    }
    return Optional.empty();
  }

  private static boolean usesKept(StatementPlan plan) {
    return plan instanceof StatementPlan.Rewritten rewritten
        ? rewritten.cursor().isPresent()
        : !((StatementPlan.Passed) plan).kept().isEmpty();
  }

  private static boolean changesSession(
      TokenList tokens, Classification statement, StatementPlan plan) {
    if (statement.kind() == StatementKind.TRANSACTION) {
      return statement.has(Trait.ROLLBACK)
          || !OPENING.contains(tokens.text(statement.first()).toUpperCase(Locale.ROOT));
    }
    return plan.effect() != SessionEffect.NONE;
  }

  private static Issue issue(
      TokenList tokens, Classification statement, String message, String remedy) {
    return Issue.error(
        ErrorCode.STATEMENT_NOT_UNDERSTOOD,
        Source.sql(tokens.sql()).at(tokens.begin(statement.first())),
        message,
        remedy);
  }

  private StatementPlan together(
      TokenList tokens, List<String> texts, List<Integer> begins, List<StatementPlan> plans) {
    Joined joined = new Joined();
    for (int i = 0; i < plans.size(); i++) {
      if (i > 0) {
        int previousEnd = begins.get(i - 1) + texts.get(i - 1).length();
        joined.text(tokens.sql().substring(previousEnd, begins.get(i)));
      }
      if (plans.get(i) instanceof StatementPlan.Rewritten rewritten) {
        joined.add(rewritten);
      } else {
        joined.add(lexer.lex(texts.get(i)));
      }
    }
    StatementPlan.Rewritten plan = joined.plan(effect(plans));
    requireSameStatements(tokens, plan);
    return plan;
  }

  /** What is sent must read back as the statements that were planned, none more and none less. */
  private void requireSameStatements(TokenList planned, StatementPlan.Rewritten plan) {
    TokenList sent = lexer.lex(plan.text().prepared());
    if (sent.semicolons().length != planned.semicolons().length
        || sent.placeholderCount() != plan.parameters().size()) {
      throw new IllegalStateException("the edited text has other statements than planned");
    }
  }

  /** The plans one after another. */
  private static final class Joined {

    private final StringBuilder piece = new StringBuilder();
    private final List<String> pieces = new ArrayList<>();
    private final List<WireParameter> literals = new ArrayList<>();
    private final List<WireParameter> parameters = new ArrayList<>();
    private final List<Optional<List<ResultColumn>>> results = new ArrayList<>();
    private final Set<ProtectedColumn> touched = new LinkedHashSet<>();
    private int placeholders;

    void text(String text) {
      piece.append(text);
    }

    /** One that goes out as it is. */
    void add(TokenList plain) {
      piece.append(plain.sql());
      for (int ordinal = 1; ordinal <= plain.placeholderCount(); ordinal++) {
        parameters.add(
            new WireParameter(
                new ValueSource.Placeholder(placeholders + ordinal), new Encoding.AsGiven()));
      }
      placeholders += plain.placeholderCount();
      results.add(Optional.of(List.of()));
    }

    void add(StatementPlan.Rewritten plan) {
      WireText text = plan.text();
      piece.append(text.pieces().get(0));
      for (int i = 0; i < text.literals().size(); i++) {
        pieces.add(piece.toString());
        piece.setLength(0);
        literals.add(text.literals().get(i));
        piece.append(text.pieces().get(i + 1));
      }
      for (WireParameter parameter : plan.parameters()) {
        parameters.add(
            parameter.source() instanceof ValueSource.Placeholder placeholder
                ? new WireParameter(
                    new ValueSource.Placeholder(placeholders + placeholder.ordinal()),
                    parameter.encoding())
                : parameter);
      }
      placeholders += plan.placeholders();
      results.add(plan.columns());
      touched.addAll(plan.touched());
    }

    StatementPlan.Rewritten plan(SessionEffect effect) {
      pieces.add(piece.toString());
      return new StatementPlan.Rewritten(
          effect,
          new WireText(pieces, literals),
          parameters,
          placeholders,
          results.get(0),
          results.subList(1, results.size()),
          Optional.empty(),
          List.copyOf(touched));
    }
  }
}
