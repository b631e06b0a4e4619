package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random statements give the same through the driver as on plaintext, or are refused; what sessions
 * without grants get shows no plaintext. {@code -Drandom.statements} says how many, {@code
 * -Drandom.seed} which.
 */
class RandomStatementTest {

  private static final int STATEMENTS = Integer.getInteger("random.statements", 1000);
  private static final long SEED = Long.getLong("random.seed", 1L);

  /** Shrinking is bounded by how often it may run the statement. */
  private static final int ATTEMPTS = 600;

  /** How many bugs are shown at once. */
  private static final int FAILURES = Integer.getInteger("random.failures", 3);

  private static final double REFUSED_THOUGH_ANSWERABLE = 0.03;

  /** A refusal, or an error that the generator should not have made. */
  private record Example(int times, String first) {
    Example and(Example other) {
      return new Example(times + other.times, first);
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void randomStatementsAreAnsweredRightOrRefused(Database database)
      throws SQLException, IOException {
    StatementGenerator generator = new StatementGenerator(database);
    long started = 0;
    int answerable = 0;
    int refused = 0;
    List<String> bugs = new ArrayList<>();
    Map<Clinic.Verdict, Integer> verdicts = new TreeMap<>();
    Map<String, Example> refusals = new TreeMap<>();
    Map<String, Example> errors = new TreeMap<>();
    try (Clinic clinic = Clinic.create(database)) {
      started = System.nanoTime();
      for (int i = 0; i < STATEMENTS; i++) {
        Choices choices = Choices.random(SEED * 1_000_003 + i);
        RandomStatement statement = generator.make(choices);
        Clinic.Finding finding = clinic.check(statement);
        verdicts.merge(finding.verdict(), 1, Integer::sum);
        if (finding.isBug()) {
          bugs.add(report(clinic, generator, choices.taken(), finding, i));
          if (bugs.size() == FAILURES) {
            break;
          }
          continue;
        }
        if (finding.verdict() == Clinic.Verdict.FAILED_ON_BOTH) {
          note(errors, finding, statement);
        } else if (statement.isAnswerable()) {
          answerable++;
          if (finding.verdict() == Clinic.Verdict.REFUSED) {
            refused++;
            note(refusals, finding, statement);
          }
        }
      }
    }
    List<String> report = new ArrayList<>();
    report.add(
        "%s: %d statements %s; %d of %d answerable ones refused (%.1f %%); %d s"
            .formatted(
                database,
                STATEMENTS,
                verdicts,
                refused,
                answerable,
                100.0 * refused / answerable,
                (System.nanoTime() - started) / 1_000_000_000));
    list(report, "Refused though answerable", refusals);
    list(report, "Errors of the statements themselves", errors);
    Files.write(Path.of("target", "random-statements-" + database + ".txt"), report);
    System.out.println(report.get(0)); // the summary belongs into the build's log
    assertThat(bugs).as(String.join("\n\n", bugs)).isEmpty();
    assertThat(refused).isLessThan((int) (REFUSED_THOUGH_ANSWERABLE * answerable) + 1);
  }

  private static void note(
      Map<String, Example> examples, Clinic.Finding finding, RandomStatement statement) {
    String reason = finding.detail().lines().findFirst().orElse("");
    String general = reason.replaceAll(" at \\d+:\\d+", "").replaceAll("\\b\\d+\\b", "n");
    examples.merge(general, new Example(1, statement.describe()), Example::and);
  }

  private static void list(List<String> report, String title, Map<String, Example> examples) {
    report.add("");
    report.add(title);
    examples.entrySet().stream()
        .sorted((a, b) -> b.getValue().times() - a.getValue().times())
        .forEach(
            e ->
                report.add(
                    "%5d %s%n      %s"
                        .formatted(e.getValue().times(), e.getKey(), e.getValue().first())));
  }

  private static String report(
      Clinic clinic,
      StatementGenerator generator,
      List<Integer> choices,
      Clinic.Finding first,
      int number) {
    List<Integer> small =
        new Shrinker(candidate -> find(clinic, generator, candidate).isBug(), ATTEMPTS)
            .shrink(choices);
    Clinic.Finding finding = find(clinic, generator, small);
    return "%s, found with -Drandom.seed=%d as number %d%n%s%n%s%nshrunk from%n%s%n%s"
        .formatted(
            finding.verdict(),
            SEED,
            number,
            generator.make(small).describe(),
            finding.detail(),
            generator.make(choices).describe(),
            first.detail());
  }

  private static Clinic.Finding find(
      Clinic clinic, StatementGenerator generator, List<Integer> choices) {
    try {
      return clinic.check(generator.make(choices));
    } catch (SQLException e) {
      throw new AssertionError("the test's own statements failed", e);
    }
  }
}
