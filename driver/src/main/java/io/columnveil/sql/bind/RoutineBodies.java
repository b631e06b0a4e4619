package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.RoutineDefinition;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.ParsedStatement;
import io.columnveil.sql.parse.PlpgsqlBody;
import io.columnveil.sql.parse.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Looks into functions and procedures that reach protected tables. One that does no more than
 * select protected columns and hand them on is understood: what it gives is then told by each
 * value's envelope. It may also change rows, as long as it neither looks at nor writes a protected
 * column in doing so. One that compares them, computes with them or writes them is not understood:
 * it would take ciphertext for values, or store values as they are.
 */
final class RoutineBodies {

  private static final int MAX_DEPTH = 8;

  private final Function<String, ParsedStatement> parser;
  private final ViewDefinitions views;
  private final Deque<RoutineDefinition> open = new ArrayDeque<>();

  RoutineBodies(Function<String, ParsedStatement> parser, ViewDefinitions views) {
    this.parser = parser;
    this.views = views;
  }

  /** The function of that name, if its code is known; its columns become uses of the statement. */
  RoutineDefinition handsOn(String name, Binding user, Span place) {
    Optional<RoutineDefinition> known = user.names.catalog().routine(name);
    if (known.isEmpty()) {
      throw user.refusal(
          ErrorCode.OPAQUE_CODE,
          place,
          "function '"
              + name
              + "' may read or write protected tables by itself, and "
              + (user.names.catalog().backend() == Backend.H2
                  ? "H2 does not tell which tables its Java code uses"
                  : "there are several of the name or its code cannot be looked into"),
          "Run its statements from the application, or take the protected table out of it");
    }
    RoutineDefinition routine = known.get();
    if (open.size() >= MAX_DEPTH || open.contains(routine)) {
      throw refused(routine, user, place, "calls itself");
    }
    requirePlainSignature(routine, user, place);
    open.push(routine);
    try {
      for (String query : queries(routine, user, place)) {
        bind(query, routine, user, place);
      }
    } catch (IssueException e) {
      throw e.first().code() == ErrorCode.OPAQUE_CODE
          ? user.refusal(e.first(), place)
          : refused(
              routine, user, place, "does more than select protected columns and return them");
    } finally {
      open.pop();
    }
    return routine;
  }

  /** Defaults are run, and types check values, before the body begins. */
  private static void requirePlainSignature(RoutineDefinition routine, Binding user, Span place) {
    CatalogSnapshot catalog = user.names.catalog();
    TokenList signature = Dialect.POSTGRESQL.lexer().lex(routine.signature());
    for (int token = 0; token < signature.size(); token++) {
      String name = signature.name(token);
      if (catalog.isReachingCode(name) || catalog.isReachingType(name)) {
        throw refused(routine, user, place, "has a default or a type that runs code over them");
      }
    }
  }

  /** Variables are of types that queries do not name. */
  private static void requirePlainTypes(
      TokenList body, RoutineDefinition routine, Binding user, Span place) {
    for (int token = 0; token < body.size(); token++) {
      if (user.names.catalog().isReachingType(body.name(token))) {
        throw refused(routine, user, place, "has variables of a type that runs code over them");
      }
    }
  }

  private static List<String> queries(RoutineDefinition routine, Binding user, Span place) {
    TokenList tokens = Dialect.POSTGRESQL.lexer().lex(routine.body());
    if (routine.language().equals("plpgsql")) {
      requirePlainTypes(tokens, routine, user, place);
      boolean givesRows = routine.rowOf().isPresent() || !routine.outputs().isEmpty();
      return PlpgsqlBody.queries(tokens, routine.name().name(), givesRows)
          .orElseThrow(
              () -> refused(routine, user, place, "does more than run queries and return rows"));
    }
    if (!routine.language().equals("sql")) {
      throw refused(routine, user, place, "is written in a language that is not looked into");
    }
    if (tokens.size() > 0 && tokens.isWord(0, "RETURN")) {
      return List.of("SELECT " + routine.body().strip().substring("RETURN".length()));
    }
    int first = 0;
    int end = tokens.size();
    if (end > 3 && tokens.isWord(0, "BEGIN") && tokens.isWord(1, "ATOMIC")) {
      first = 2;
      end--;
    }
    List<String> queries = new ArrayList<>();
    for (int token = first; token <= end; token++) {
      if (token == end || tokens.is(token, ";")) {
        if (token > first) {
          queries.add(tokens.sql().substring(tokens.begin(first), tokens.end(token - 1)));
        }
        first = token + 1;
      }
    }
    return queries;
  }

  private void bind(String query, RoutineDefinition routine, Binding user, Span place) {
    ParsedStatement statement = parser.apply(withoutNumberedParameters(query));
    Names names =
        routine
            .searchPath()
            .map(path -> new Names(user.names.catalog(), user.names.protections(), path))
            .orElse(user.names);
    Binding inside = new Binding(statement, names);
    if (!(statement.tree() instanceof Select select)) {
      bindChange(inside, routine, user, place);
      return;
    }
    BoundQuery result = new QueryBinder(inside, views).bind(select, null);
    Reconciliation.require(inside);
    boolean writes =
        inside.target.isPresent() || !inside.written.isEmpty() || !inside.assignments.isEmpty();
    boolean bringsCompanions =
        inside.stars.stream().anyMatch(Star::mustBeExpanded) && !isRowOf(routine, inside);
    boolean exact =
        !writes
            && !bringsCompanions
            && (result.isComplete() || inside.relations.isEmpty())
            && SelectsAsStored.is(inside, result);
    if (!exact) {
      throw refused(
          routine, user, place, "does more than select protected columns and return them");
    }
    user.relations.addAll(inside.relations);
    Set<ProtectedColumn> columns = new LinkedHashSet<>();
    inside.uses.forEach(use -> columns.add(use.column()));
    columns.forEach(column -> user.use(new Use.HandedOn(column, place)));
  }

  private void bindChange(Binding inside, RoutineDefinition routine, Binding user, Span place) {
    QueryBinder queries = new QueryBinder(inside, views);
    new ChangeBinder(inside, queries).change(inside.statement.tree(), null);
    Reconciliation.require(inside);
    inside.queries.forEach(query -> query.usesAsWhole().forEach(inside::use));
    Structure.require(inside);
    boolean leavesProtectedAlone =
        inside.uses.isEmpty()
            && inside.written.stream().noneMatch(RoutineBodies::writesProtected)
            && inside.assignments.isEmpty()
            && inside.stars.stream().noneMatch(Star::mustBeExpanded);
    if (!leavesProtectedAlone) {
      throw refused(routine, user, place, "changes rows by protected columns, or such columns");
    }
    user.relations.addAll(inside.relations);
  }

  private static boolean writesProtected(WrittenRows rows) {
    return rows.protectedColumns().stream().anyMatch(Optional::isPresent);
  }

  /** A star over a protected table is as long as the table's row, companions included. */
  private static boolean isRowOf(RoutineDefinition routine, Binding inside) {
    return routine.rowOf().isPresent()
        && inside.relations.size() == 1
        && inside.relations.iterator().next().qualifiedName().equals(routine.rowOf().get());
  }

  /** {@code $1} is a value of the caller, which is no protected operand. */
  private static String withoutNumberedParameters(String query) {
    TokenList tokens = Dialect.POSTGRESQL.lexer().lex(query);
    StringBuilder text = new StringBuilder(query);
    for (int token = tokens.size() - 1; token >= 0; token--) {
      if (tokens.kind(token) == TokenKind.POSITIONAL) {
        text.replace(tokens.begin(token), tokens.end(token), "NULL");
      }
    }
    return text.toString();
  }

  private static IssueException refused(
      RoutineDefinition routine, Binding user, Span place, String why) {
    return user.refusal(
        ErrorCode.OPAQUE_CODE,
        place,
        (routine.procedure() ? "procedure '" : "function '")
            + routine.name().name()
            + "' reaches protected tables, and it "
            + why,
        "Run its statements from the application, or let it only select protected columns and return"
            + " them");
  }
}
