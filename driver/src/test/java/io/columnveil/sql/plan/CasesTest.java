package io.columnveil.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.Backend;
import io.columnveil.policy.model.EqualityRotation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every case under {@code src/test/resources/cases} comes out as written. {@code -Dcases.update}
 * writes what came out into the files instead, for review.
 */
class CasesTest {

  private static final Path CASES = Path.of("src", "test", "resources", "cases");

  private final Map<String, Planner> planners = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> everyCaseComesOutAsWritten() throws IOException {
    boolean update = System.getProperty("cases.update") != null;
    List<DynamicTest> tests = new ArrayList<>();
    for (Path path : CaseFile.in(CASES)) {
      CaseFile file = CaseFile.read(path);
      List<List<String>> outcomes = file.cases().stream().map(this::outcome).toList();
      if (update) {
        file.rewrite(outcomes);
      }
      for (int i = 0; i < file.cases().size(); i++) {
        CaseFile.Case one = file.cases().get(i);
        List<String> outcome = outcomes.get(i);
        tests.add(
            DynamicTest.dynamicTest(
                path.getFileName() + ":" + one.line() + " " + one,
                () -> assertThat(outcome).isEqualTo(update ? outcome : one.expected())));
      }
    }
    return tests.stream();
  }

  private List<String> outcome(CaseFile.Case one) {
    Planner planner =
        planners.computeIfAbsent(
            one.database() + " " + one.role(), key -> planner(one.database(), one.role()));
    StatementPlan plan = planner.plan(one.sql(), new GeneratedKeys.None());
    List<String> printed = PlanPrinter.print(one.sql(), plan);
    List<String> lines = new ArrayList<>();
    if (plan instanceof StatementPlan.Refused) {
      printed.forEach(line -> lines.add("-- " + line));
    } else if (plan instanceof StatementPlan.Passed) {
      lines.add("-- passes");
    } else {
      lines.add("-- becomes");
      lines.addAll((printed.get(0) + ";").lines().toList());
      printed.stream().skip(1).forEach(line -> lines.add("-- " + line));
    }
    return lines;
  }

  private static Planner planner(String database, String role) {
    String[] parts = database.split(" ");
    ShopFixture shop = new ShopFixture(parts[0].equals("h2") ? Backend.H2 : Backend.POSTGRESQL);
    if (parts.length > 1) {
      if (parts[1].startsWith("mixed")) {
        shop.mixed(parts[1].equals("mixed-searchable"));
      } else {
        shop.rotating(EqualityRotation.Phase.valueOf(parts[1].toUpperCase(Locale.ROOT)));
      }
    }
    return shop.planner(role);
  }
}
