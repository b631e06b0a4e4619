package io.columnveil.sql.bind;

import io.columnveil.catalog.Relation;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Leaf;
import io.columnveil.sql.parse.ParsedStatement;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.JdbcParameter;

/** What binding one statement has found so far. */
final class Binding {

  /** For whoever names a column that only the driver sees. */
  static final String NAME_THE_COLUMN =
      "Lookup columns and the like are the driver's own: name the protected column, and the driver"
          + " uses them";

  /** How many columns a message names. */
  private static final int MOST_NAMED = 3;

  final ParsedStatement statement;
  final Names names;
  final List<Use> uses = new ArrayList<>();
  final List<Star> stars = new ArrayList<>();
  final List<BoundQuery> queries = new ArrayList<>();
  final List<DistinctRows> distinctRows = new ArrayList<>();
  final List<CombinedRows> combinedRows = new ArrayList<>();
  final Set<MergedJoin> mergedJoins = new LinkedHashSet<>();
  final List<UnnamedItem> unnamedItems = new ArrayList<>();
  final List<ListedColumn> listed = new ArrayList<>();
  final List<MergedName> mergedNames = new ArrayList<>();
  final List<Assignment> assignments = new ArrayList<>();
  final List<WrittenRows> written = new ArrayList<>();
  final Set<Relation> relations = new LinkedHashSet<>();
  Optional<Target> target = Optional.empty();

  /** Whether it is the definition of a view, which may select lookup columns. */
  final boolean isDefinition;

  private final BitSet consumed = new BitSet();
  private final Map<Span, ProtectedColumn> encodedFor = new HashMap<>();

  Binding(ParsedStatement statement, Names names) {
    this(statement, names, false);
  }

  private Binding(ParsedStatement statement, Names names, boolean isDefinition) {
    this.statement = statement;
    this.names = names;
    this.isDefinition = isDefinition;
  }

  /** For the definition of a view. */
  static Binding ofDefinition(ParsedStatement statement, Names names) {
    return new Binding(statement, names, true);
  }

  /** Refuses what would look at a value that code hands on. */
  void requireNotHandedOn(Lineage lineage, Span place) {
    if (lineage instanceof Lineage.HandedOn) {
      throw refusal(
          ErrorCode.OPERATION_NOT_POSSIBLE,
          place,
          "what a function hands on from protected tables may be ciphertext, and can only be"
              + " selected",
          "Select it as it is, or use the tables themselves");
    }
  }

  /** The database took ciphertext for a value when it computed one. */
  void requireNotComputed(Field field, Span span) {
    if (field.lineage() instanceof Lineage.Computed computed) {
      throw refusal(
          ErrorCode.OPERATION_NOT_POSSIBLE,
          span,
          "column '"
              + field.name()
              + "' is computed by the database from "
              + computed.from().shortName()
              + ", whose values it does not know ("
              + computed.from().rule()
              + ")",
          "Name the other columns, and compute it in the application");
    }
  }

  /** Code that reaches protected tables by itself cannot be followed. */
  void requireKnownCode(String name, Span span) {
    if (names.catalog().isRelevantName(name) || names.catalog().isOpaqueFunction(name)) {
      throw refusal(
          ErrorCode.OPAQUE_CODE,
          span,
          "function '" + name + "' may read or write protected tables by itself",
          "Run its statements from the application, or take the protected table out of it");
    }
  }

  TokenList tokens() {
    return statement.tokens();
  }

  Span span(Object node) {
    return statement
        .span(node)
        .orElseThrow(() -> notUnderstood(new Span(0, 0), "a part without a place in the text"));
  }

  Span firstToken(Object node) {
    int first = span(node).first();
    return new Span(first, first);
  }

  /** The names of a dotted path. */
  List<String> path(Span span) {
    List<String> path = new ArrayList<>();
    for (int token = span.first(); token <= span.last(); token += 2) {
      path.add(tokens().name(token));
    }
    return path;
  }

  /** The names before the last part of a dotted path. */
  List<String> qualifier(Span span) {
    List<String> path = path(span);
    return path.subList(0, path.size() - 1);
  }

  /** Marks tokens as understood. */
  void consume(Span span) {
    consumed.set(span.first(), span.last() + 1);
  }

  boolean isConsumed(int token) {
    return consumed.get(token);
  }

  void use(Use use) {
    if (use instanceof Use.Comparison comparison) {
      comparison.operands().forEach(operand -> encodeFor(comparison.column(), operand));
    }
    uses.add(use);
  }

  /** A value is sent once, so it is encoded for one column. */
  private void encodeFor(ProtectedColumn column, Operand operand) {
    ProtectedColumn known = encodedFor.putIfAbsent(operand.value(), column);
    if (known != null && !known.equals(column)) {
      throw refusal(
          ErrorCode.STATEMENT_NOT_UNDERSTOOD,
          operand.span(),
          "this value is compared with "
              + known.shortName()
              + " and with "
              + column.shortName()
              + ", for each of which it is encrypted in another way",
          "Write the value once for each of the columns");
    }
  }

  /** Turns any protected operand among values into a use that cannot be answered. */
  void refuseStored(Value value, String operation, Span span) {
    if (value instanceof Value.Stored stored) {
      uses.add(new Use.Other(stored.operand(), operation, span));
    }
  }

  /** Values of lists that are encrypted for one use cannot serve another as they are. */
  void requireListsUsedOneWay() {
    if (listed.stream().anyMatch(list -> list.inPlace().isPresent())) {
      requireNoMadeUpNames();
    }
    for (ListedColumn list : listed) {
      list.inPlace()
          .ifPresent(
              form -> list.openUses().forEach(at -> use(new Use.ListedOpenly(form.column(), at))));
    }
  }

  /** A list may get further columns, which no name of the statement may mean. */
  private void requireNoMadeUpNames() {
    for (int token = 0; token < tokens().size(); token++) {
      String name = isName(token) ? tokens().name(token) : "";
      if (queries.stream().anyMatch(query -> query.makesUp(name))) {
        throw notUnderstood(
            new Span(token, token),
            "a name that a further column of a list without names may get",
            "Name the columns of the list behind its alias: (VALUES ..) v (a, b)");
      }
    }
  }

  private boolean isName(int token) {
    TokenKind kind = tokens().kind(token);
    return kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER;
  }

  IssueException notUnderstood(Span span, String what) {
    return notUnderstood(
        span, what, "Write the statement without that part, or as several statements");
  }

  /**
   * Refuses a form of SQL.
   *
   * @param what the form
   * @param remedy what to write instead
   */
  IssueException notUnderstood(Span span, String what, String remedy) {
    return refusal(
        ErrorCode.STATEMENT_NOT_UNDERSTOOD,
        span,
        "this statement touches "
            + protectedAt(span)
            + ", and "
            + what
            + " is not understood there",
        remedy);
  }

  /** The protected columns that some tokens name; else those that the statement names. */
  private String protectedAt(Span span) {
    String here = protectedNames(span);
    String anywhere = here.isEmpty() ? protectedNames(new Span(0, tokens().size() - 1)) : here;
    return anywhere.isEmpty() ? "a protected table" : anywhere;
  }

  private String protectedNames(Span span) {
    return touched().stream()
        .filter(column -> isNamed(column.id().column(), span))
        .map(ProtectedColumn::shortName)
        .distinct()
        .limit(MOST_NAMED)
        .collect(Collectors.joining(", "));
  }

  private boolean isNamed(String column, Span span) {
    for (int token = span.first(); token <= span.last(); token++) {
      if (isName(token) && tokens().name(token).equals(column)) {
        return true;
      }
    }
    return false;
  }

  /** What stands behind a parameter of the tree; the parser makes some out of nothing. */
  Leaf leaf(JdbcParameter parameter) {
    try {
      return statement.leaf(parameter);
    } catch (IllegalArgumentException unknown) {
      throw notUnderstood(new Span(0, 0), "a parameter without a place in the text");
    }
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
