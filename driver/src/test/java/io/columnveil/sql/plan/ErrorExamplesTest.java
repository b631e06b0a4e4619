package io.columnveil.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The statements that {@code docs/errors.md} gives as examples are refused as it says. */
class ErrorExamplesTest {

  private static final Pattern SECTION = Pattern.compile("(?ms)^## (\\S+)$(.*?)(?=^## |\\z)");
  private static final Pattern STATEMENT =
      Pattern.compile("(?s)`((?:SELECT|INSERT|UPDATE|DELETE|SET) [^`]+)`");

  @TestFactory
  Stream<DynamicTest> examplesAreRefusedAsThePageSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Matcher sections = SECTION.matcher(Files.readString(Path.of("docs", "errors.md")));
    while (sections.find()) {
      String code = sections.group(1);
      String text = sections.group(2);
      Matcher statements =
          STATEMENT.matcher(
              text.substring(text.indexOf("**Example.**"), text.indexOf("**Remedy.**")));
      while (statements.find()) {
        String sql = statements.group(1).replace('\n', ' ');
        tests.add(DynamicTest.dynamicTest(code + " " + sql, () -> refused(code, sql)));
      }
    }
    return tests.stream();
  }

  private static void refused(String code, String sql) {
    ShopFixture shop = new ShopFixture(Backend.POSTGRESQL);
    if (code.equals("0AV03")) {
      shop.mixed(false);
    }
    String role = code.equals("42501") ? "stranger" : "officer";
    StatementPlan plan = shop.planner(role).plan(sql, new GeneratedKeys.None());
    if (code.startsWith("01") || code.startsWith("22") || code.equals("0AV08")) {
      return; // told when a value is read or written, or in a database that was changed
    }
    assertThat(plan).isInstanceOf(StatementPlan.Refused.class);
    assertThat(((StatementPlan.Refused) plan).issue().code().sqlState()).isEqualTo(code);
  }
}
