package io.columnveil.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A statement that is written differently has the same plan, or is refused. {@code
 * -Dmutation.rounds} says how often each case is mutated in each way, {@code -Dmutation.seed} how.
 */
class MutationTest {

  private static final int ROUNDS = Integer.getInteger("mutation.rounds", 2);
  private static final long SEED = Long.getLong("mutation.seed", 1L);

  /** What is made of a value, in the text that {@link PlanPrinter} shows. */
  private static final Pattern MADE =
      Pattern.compile("<(lookup token of )?\"?\\w+\"?\\.\"?\\w+\"?>");

  private record Seed(String sql, Dialect dialect, Planner planner) {}

  private final Map<String, Planner> planners = new HashMap<>();

  @Test
  void mutatedStatementsHaveTheSamePlanOrAreRefused() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    Map<Mutation, Integer> same = new TreeMap<>();
    Map<Mutation, Integer> refused = new TreeMap<>();
    List<String> different = new ArrayList<>();
    for (Seed seed : seeds()) {
      TokenList tokens;
      try {
        tokens = seed.dialect().lexer().lex(seed.sql());
      } catch (IssueException e) {
        continue;
      }
      StatementPlan plan = seed.planner().plan(seed.sql(), new GeneratedKeys.None());
      for (Mutation mutation : Mutation.values()) {
        for (int i = 0; i < ROUNDS; i++) {
          String sql = mutation.of(tokens, random);
          StatementPlan other = seed.planner().plan(sql, new GeneratedKeys.None());
          if (mutation == Mutation.UNICODE && !readsTheSame(seed.dialect(), seed.sql(), sql)) {
            assertNoBug(other, sql);
          } else if (other instanceof StatementPlan.Refused refusal) {
            assertNoBug(refusal, sql);
            if (!(plan instanceof StatementPlan.Refused)) {
              refused.merge(mutation, 1, Integer::sum);
            }
          } else if (isSame(seed, mutation, plan, sql, other)) {
            same.merge(mutation, 1, Integer::sum);
          } else {
            different.add(
                mutation
                    + ": "
                    + seed.sql()
                    + "\n  as "
                    + sql
                    + "\n  "
                    + PlanPrinter.print(sql, other));
          }
        }
      }
    }
    System.out.println("mutations with the same plan " + same + ", refused " + refused);
    assertThat(different).isEmpty();
    // A test in which all is refused would prove nothing.
    for (Mutation mutation : Mutation.values()) {
      if (mutation.keepsTokens()) {
        assertThat(refused.getOrDefault(mutation, 0))
            .as("refused because of %s", mutation)
            .isLessThan(same.getOrDefault(mutation, 0) / 4);
      }
    }
  }

  private static void assertNoBug(StatementPlan plan, String sql) {
    if (plan instanceof StatementPlan.Refused refusal) {
      assertThat(refusal.issue().code()).as(sql).isNotEqualTo(ErrorCode.INTERNAL);
    }
  }

  /**
   * Whether the database takes names for the same: PostgreSQL folds ASCII only and takes all other
   * chars for letters, H2 folds as Java does and takes Unicode's blanks for white space. A
   * statement over other names is another statement.
   */
  private static boolean readsTheSame(Dialect dialect, String sql, String other) {
    return dialect == Dialect.H2 ? asH2(sql).equals(asH2(other)) : sql.equals(other);
  }

  private static String asH2(String sql) {
    return sql.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .toUpperCase(Locale.ENGLISH);
  }

  private List<Seed> seeds() throws IOException {
    List<Seed> seeds = new ArrayList<>();
    for (Path path : CaseFile.in(Path.of("src", "test", "resources", "cases"))) {
      for (CaseFile.Case one : CaseFile.read(path).cases()) {
        String[] words = one.database().split(" ");
        if (words.length > 1) {
          continue;
        }
        Backend backend = words[0].equals("h2") ? Backend.H2 : Backend.POSTGRESQL;
        Planner planner =
            planners.computeIfAbsent(
                words[0] + one.role(), key -> new ShopFixture(backend).planner(one.role()));
        seeds.add(
            new Seed(one.sql(), backend == Backend.H2 ? Dialect.H2 : Dialect.POSTGRESQL, planner));
      }
    }
    return seeds;
  }

  private static boolean isSame(
      Seed seed, Mutation mutation, StatementPlan plan, String sql, StatementPlan other) {
    List<String> expected = PlanPrinter.print(seed.sql(), plan);
    List<String> found = PlanPrinter.print(sql, other);
    boolean sameKind = plan.getClass() == other.getClass();
    boolean sameValues =
        expected.subList(1, expected.size()).equals(found.subList(1, found.size()));
    if (!sameKind || !sameValues || !made(expected.get(0)).equals(made(found.get(0)))) {
      return false;
    }
    return !mutation.keepsTokens()
        || tokens(seed.dialect(), expected.get(0)).equals(tokens(seed.dialect(), found.get(0)));
  }

  private static List<String> made(String printed) {
    return MADE.matcher(printed).results().map(r -> r.group()).sorted().toList();
  }

  /** Names as they are folded, all else as it is. */
  private static List<String> tokens(Dialect dialect, String printed) {
    TokenList tokens = dialect.lexer().lex(MADE.matcher(printed).replaceAll("'made'"));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      boolean name =
          tokens.kind(i) == TokenKind.WORD || tokens.kind(i) == TokenKind.QUOTED_IDENTIFIER;
      names.add(name ? tokens.name(i) : tokens.text(i));
    }
    return names;
  }
}
