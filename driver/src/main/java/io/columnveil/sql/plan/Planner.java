package io.columnveil.sql.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Column;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.sql.check.Finding;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.Lexer;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.CallForm;
import io.columnveil.sql.parse.CanonicalText;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.Classifier;
import io.columnveil.sql.parse.StatementKind;
import io.columnveil.sql.parse.Trait;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Plans statements for one context and keeps what it planned, passes and refusals too. Thread-safe:
 * all sessions with the same context share one.
 *
 * <p>Two caches: by the exact text, for statements that come again as they are, and by canonical
 * text, so that statements that differ only in literals are bound once. Both are bounded by the
 * length of what they hold. A text is kept when it comes the second time: one with a literal that
 * is new each time would cost more to keep than to plan, and push others out.
 */
public final class Planner {

  /** Chars of text kept in each cache. */
  private static final long CACHED_CHARS = 8L << 20;

  /** A longer text is planned each time: it would push out many others. */
  private static final int LONGEST_CACHED = 64 << 10;

  private record ExactKey(String sql, GeneratedKeys generatedKeys) {}

  private record CanonicalKey(String text, String shape, GeneratedKeys generatedKeys) {}

  private final PlanContext context;
  private final Lexer lexer;
  private final Relevance relevance;
  private final CodeGate gate;
  private final StatementCompiler compiler;
  private final Calls calls;
  private final UnknownFunctions unknownFunctions;
  private final SessionEffects effects;
  private final Cache<String, StatementPlan> exact;
  private final Cache<ExactKey, StatementPlan> exactWithKeys;
  private final Sightings sightings = new Sightings();
  private final Cache<CanonicalKey, Template> canonical;

  /** A planner with empty caches. */
  public Planner(PlanContext context) {
    this.context = context;
    Backend backend = context.catalog().backend();
    this.lexer = (backend == Backend.H2 ? Dialect.H2 : Dialect.POSTGRESQL).lexer();
    this.relevance = new Relevance(context.catalog());
    this.gate =
        new CodeGate(backend, relevance, protectedColumns(), hiddenColumns(), holdsOldPlaintext());
    this.compiler = new StatementCompiler(context, lexer);
    this.unknownFunctions = new UnknownFunctions(relevance);
    this.effects = new SessionEffects(relevance);
    this.calls =
        new Calls(
            backend, query -> planned(query, tokens -> fresh(tokens, new GeneratedKeys.None())));
    this.exact = bounded().<String, StatementPlan>weigher((sql, plan) -> sql.length() + 64).build();
    this.exactWithKeys =
        bounded().<ExactKey, StatementPlan>weigher((key, plan) -> key.sql().length() + 64).build();
    this.canonical =
        bounded()
            .<CanonicalKey, Template>weigher((key, template) -> key.text().length() + 64)
            .build();
  }

  /** Tidied up by the callers themselves: waking a thread of the pool costs more than planning. */
  private static Caffeine<Object, Object> bounded() {
    return Caffeine.newBuilder().maximumWeight(CACHED_CHARS).executor(Runnable::run);
  }

  private Set<String> protectedColumns() {
    return context.protections().all().stream()
        .map(column -> column.id().column())
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean holdsOldPlaintext() {
    return context.protections().all().stream()
        .anyMatch(column -> column.state() != ColumnState.ENCRYPTED);
  }

  private Set<String> hiddenColumns() {
    return context.catalog().relations().stream()
        .flatMap(
            relation ->
                relation.columns().stream()
                    .map(Column::name)
                    .filter(
                        column ->
                            context
                                .protections()
                                .isHidden(relation.schema(), relation.name(), column)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What the plans rest on. */
  public PlanContext context() {
    return context;
  }

  /**
   * How a statement is run.
   *
   * @param sql the application's text
   * @param generatedKeys what it asked to get back
   */
  public StatementPlan plan(String sql, GeneratedKeys generatedKeys) {
    if (sql.length() > LONGEST_CACHED) {
      return quoted(sql, generatedKeys);
    }
    if (generatedKeys instanceof GeneratedKeys.None) {
      StatementPlan known = exact.getIfPresent(sql);
      if (known == null) {
        known = quoted(sql, generatedKeys);
        if (sightings.isSecond(sql)) {
          exact.put(sql, known);
        }
      }
      return known;
    }
    return exactWithKeys.get(new ExactKey(sql, generatedKeys), key -> quoted(sql, generatedKeys));
  }

  /** A refusal shows where in the statement it is. */
  private StatementPlan quoted(String sql, GeneratedKeys generatedKeys) {
    StatementPlan plan =
        planned(sql, tokens -> ofKnownFunctions(tokens, fresh(tokens, generatedKeys)));
    return plan instanceof StatementPlan.Refused refused
        ? new StatementPlan.Refused(
            StatementQuote.in(refused.issue(), lexer), refused.ifStillUnknown())
        : plan;
  }

  private StatementPlan ofKnownFunctions(TokenList tokens, StatementPlan plan) {
    return plan instanceof StatementPlan.Refused || context.protections().isEmpty()
        ? plan
        : unknownFunctions.refuse(tokens, plan);
  }

  private StatementPlan planned(String sql, Function<TokenList, StatementPlan> planning) {
    try {
      return planning.apply(lexer.lex(sql));
    } catch (IssueException e) {
      Issue issue = e.first();
      return StatementPlan.Refused.unknown(issue, issue.code() == ErrorCode.UNKNOWN_TABLE);
    } catch (StackOverflowError e) {
      return new StatementPlan.Refused(
          Issue.error(
              ErrorCode.STATEMENT_NOT_UNDERSTOOD,
              "the statement is nested too deep to be looked into",
              "Split it"));
    } catch (RuntimeException e) {
      // A bug of ours must not become a way around: refused, and without the text.
      return new StatementPlan.Refused(
          Issue.error(
              ErrorCode.INTERNAL,
              "the statement could not be planned (" + e.getClass().getSimpleName() + ")",
              "Report this as a bug"));
    }
  }

  private StatementPlan fresh(TokenList tokens, GeneratedKeys generatedKeys) {
    List<Classification> statements = Classifier.classifyAll(tokens);
    SessionEffect effect = SessionEffect.NONE;
    for (Classification statement : statements) {
      effect = effect.and(effects.of(tokens, statement));
    }
    if (context.protections().isEmpty()) {
      return new StatementPlan.Passed(effect);
    }
    Optional<Issue> refused = gate.refuseAnywhere(tokens);
    if (refused.isPresent()) {
      return new StatementPlan.Refused(refused.get());
    }
    boolean bound = false;
    boolean unknownOnly = true;
    for (Classification statement : statements) {
      if (CallForm.of(tokens, statement).isPresent()) {
        bound |= mustBeBound(tokens, statement);
        continue;
      }
      Optional<Issue> gated = gate.refuse(tokens, statement);
      if (gated.isPresent()) {
        return new StatementPlan.Refused(gated.get());
      }
      if (isBindable(statement) && mustBeBound(tokens, statement)) {
        bound = true;
        unknownOnly &= !isRelevant(tokens, statement);
      }
    }
    if (!bound) {
      return new StatementPlan.Passed(effect, false, KeptUse.of(tokens, statements));
    }
    if (statements.size() > 1) {
      return new SeveralStatements(
              lexer,
              one -> planned(one, tokensOfOne -> fresh(tokensOfOne, new GeneratedKeys.None())))
          .plan(tokens, statements, generatedKeys);
    }
    Optional<CallForm> call = CallForm.of(tokens, statements.get(0));
    if (call.isPresent()) {
      return calls.plan(tokens, call.get(), effect);
    }
    try {
      return compiled(tokens, statements.get(0), effect, generatedKeys);
    } catch (IssueException e) {
      // Nothing but a name that the snapshot lacks made it look relevant.
      return StatementPlan.Refused.unknown(e.first(), unknownOnly);
    }
  }

  private static boolean isBindable(Classification statement) {
    return statement.isDml() || isAround(statement);
  }

  /** Whether it is EXPLAIN or DECLARE of another statement. */
  private static boolean isAround(Classification statement) {
    return statement.kind() == StatementKind.EXPLAIN || statement.has(Trait.CURSOR_QUERY);
  }

  private boolean mustBeBound(TokenList tokens, Classification statement) {
    return isRelevant(tokens, statement) || relevance.unknownTable(tokens).isPresent();
  }

  private boolean isRelevant(TokenList tokens, Classification statement) {
    int first = statement.first();
    int end = statement.end();
    return relevance.namesClosure(tokens, first, end)
        || relevance.callsOpaqueCode(tokens, first, end)
        || relevance.callsUserFunction(tokens, first, end)
            && relevance.stringNamesClosure(tokens, first, end);
  }

  private StatementPlan compiled(
      TokenList tokens,
      Classification statement,
      SessionEffect effect,
      GeneratedKeys generatedKeys) {
    boolean explain = statement.kind() == StatementKind.EXPLAIN;
    if (statement.has(Trait.SELECT_INTO)) {
      throw new IssueException(
          Issue.error(
              ErrorCode.STATEMENT_NOT_UNDERSTOOD,
              Source.sql(tokens.sql()).at(tokens.begin(statement.first())),
              DdlHarm.COPY.message(
                  relevance.closureName(tokens, statement.first(), statement.end()).stream()
                      .mapToObj(tokens::name)
                      .findFirst()
                      .orElse("a protected table")),
              DdlHarm.COPY.remedy()));
    }
    requireNoReachingOperator(tokens, statement);
    CanonicalText text =
        CanonicalText.of(
            tokens, isAround(statement) ? statement.verb() : statement.first(), statement.end());
    Template template = template(text, tokens, statement, generatedKeys, explain);
    List<KeptUse> kept = KeptUse.of(tokens, List.of(statement));
    if (template instanceof Template.Pass) {
      return new StatementPlan.Passed(effect, true, kept);
    }
    if (template instanceof Template.Refuse refuse) {
      return new StatementPlan.Refused(issue(refuse.finding(), tokens));
    }
    StatementPlan.Rewritten plan = assembled((Template.Rewrite) template, text, effect);
    return !kept.isEmpty() && kept.get(0) instanceof CursorUse.Declares cursor
        ? declaring(plan, cursor, tokens, statement)
        : plan;
  }

  /** Refused before it is parsed: the parser knows few of the operators that one can make. */
  private void requireNoReachingOperator(TokenList tokens, Classification statement) {
    OptionalInt operator = relevance.reachingOperator(tokens, statement.first(), statement.end());
    if (operator.isPresent()) {
      throw new IssueException(
          Issue.error(
              ErrorCode.OPAQUE_CODE,
              Source.sql(tokens.sql()).at(tokens.begin(operator.getAsInt())),
              "operator '"
                  + tokens.text(operator.getAsInt())
                  + "' runs a function that may read or write protected tables by itself",
              "Do without it beside protected tables, or take the protected table out of its"
                  + " function"));
    }
  }

  private static StatementPlan declaring(
      StatementPlan.Rewritten plan,
      CursorUse.Declares cursor,
      TokenList tokens,
      Classification statement) {
    for (int token = statement.first(); token < statement.verb(); token++) {
      if (tokens.isWord(token, "BINARY")) {
        throw new IssueException(
            Issue.error(
                ErrorCode.STATEMENT_NOT_UNDERSTOOD,
                Source.sql(tokens.sql()).at(tokens.begin(token)),
                "a binary cursor gives protected columns in a form that is not read",
                "Leave out BINARY"));
      }
    }
    return plan.declaring(cursor);
  }

  private Template template(
      CanonicalText text,
      TokenList tokens,
      Classification statement,
      GeneratedKeys generatedKeys,
      boolean explain) {
    if (isAround(statement) || statement.first() != 0 || hasEscapes(tokens)) {
      return compiler.compile(text, generatedKeys, explain);
    }
    CanonicalKey key = new CanonicalKey(text.text(), shape(text), generatedKeys);
    Template known = canonical.getIfPresent(key);
    if (known == null) {
      known = compiler.compile(text, generatedKeys, false);
      canonical.put(key, known);
    }
    return known;
  }

  /** Escapes take different numbers of tokens for one canonical text. */
  private static boolean hasEscapes(TokenList tokens) {
    for (int token = 0; token < tokens.size(); token++) {
      if (tokens.kind(token) == TokenKind.ESCAPE_BRACE) {
        return true;
      }
    }
    return false;
  }

  /**
   * Edits count tokens, so statements share them only if all their tokens are at one place. What a
   * number is to the database a string need not be.
   */
  private static String shape(CanonicalText text) {
    return text.leafKinds() + text.layout();
  }

  private static Issue issue(Finding finding, TokenList tokens) {
    return Issue.error(
        finding.code(),
        Source.sql(tokens.sql()).at(tokens.begin(finding.span().first())),
        finding.message(),
        finding.remedy());
  }

  private StatementPlan.Rewritten assembled(
      Template.Rewrite template, CanonicalText text, SessionEffect effect) {
    TokenList tokens = text.tokens();
    WireAssembly assembly = new WireAssembly(tokens, new Literals(tokens, text.leaves()));
    assembly.apply(template.replacements(), template.insertions());
    StatementPlan.Rewritten plan =
        new StatementPlan.Rewritten(
            effect,
            assembly.text(),
            assembly.parameters(),
            tokens.placeholderCount(),
            template.columns(),
            template.generatedKeys(),
            template.touched());
    requireSamePlaceholders(plan);
    return plan;
  }

  /** What is sent must read back with as many placeholders as there are values for. */
  private void requireSamePlaceholders(StatementPlan.Rewritten plan) {
    TokenList sent = lexer.lex(plan.text().prepared());
    if (sent.placeholderCount() != plan.parameters().size()) {
      throw new IllegalStateException("the edited text has other placeholders than planned");
    }
  }
}
