package io.columnveil.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.Backend;
import org.junit.jupiter.api.Test;

class StatementQuoteTest {

  private final Planner postgres = new ShopFixture(Backend.POSTGRESQL).planner("officer");
  private final Planner h2 = new ShopFixture(Backend.H2).planner("officer");

  @Test
  void showsTheLineWithACaretBelowThePlace() {
    assertThat(quote(postgres, "SELECT id\nFROM users\nWHERE email < ?"))
        .isEqualTo("    3 | WHERE email < ?\n      |       ^");
  }

  @Test
  void blanksLiteralsNumbersAndComments() {
    assertThat(
            quote(
                postgres,
                "SELECT 4711, 'ann', E'b\\'ob', U&'eve' /* dan */ FROM users"
                    + " WHERE email LIKE 'f%' -- gil"))
        .isEqualTo(
            "    1 | SELECT ..., '...', E'...', U&'...' /*...*/ FROM users WHERE email LIKE '...'"
                + " /*...*/\n      | "
                + " ".repeat(60)
                + "^")
        .doesNotContain("4711", "ann", "bob", "dan", "eve", "gil");
  }

  @Test
  void blanksStringsThatBeganOnALineBefore() {
    assertThat(quote(postgres, "UPDATE users SET city = 'a\nsecret' WHERE email < ?"))
        .isEqualTo("    2 | '...' WHERE email < ?\n      |             ^");
    assertThat(quote(h2, "UPDATE users SET city = $$a\nsecret$$ WHERE email < ?"))
        .contains("WHERE email < ?")
        .doesNotContain("secret");
  }

  @Test
  void showsNothingBehindAStringThatDoesNotEnd() {
    assertThat(quote(postgres, "SELECT id FROM users WHERE (city = 'x' OR email = 'ann"))
        .isEqualTo(
            "    1 | SELECT id FROM users WHERE (city = '...' OR email = ...\n      | "
                + " ".repeat(52)
                + "^");
  }

  @Test
  void showsWhereAParenthesisIsMissing() {
    assertThat(quote(postgres, "SELECT id FROM users WHERE (email = 'ann'"))
        .startsWith("    1 | SELECT id FROM users WHERE (email = '...'");
  }

  @Test
  void cutsALongLineAroundTheCaret() {
    String quote =
        quote(postgres, "SELECT " + "id, ".repeat(200) + "email FROM users WHERE email < ?");
    assertThat(quote.lines().findFirst().orElseThrow()).contains("...").hasSizeLessThan(120);
    assertThat(caretPoints(quote)).startsWith("email <");
  }

  private static String caretPoints(String quote) {
    String[] lines = quote.split("\n");
    return lines[0].substring(lines[1].indexOf('^'));
  }

  private static String quote(Planner planner, String sql) {
    StatementPlan plan = planner.plan(sql, new GeneratedKeys.None());
    String report = ((StatementPlan.Refused) plan).issue().report();
    return report.substring(report.indexOf('\n') + 1);
  }
}
