package io.columnveil.sql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.Backend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlannerTest {

  private static final GeneratedKeys NO_KEYS = new GeneratedKeys.None();

  private static StatementPlan.Rewritten plan(Planner planner, String sql) {
    return (StatementPlan.Rewritten) planner.plan(sql, NO_KEYS);
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aTextThatComesAgainHasTheSamePlan(Backend backend) {
    Planner planner = new ShopFixture(backend).planner("officer");
    String rows = "INSERT INTO users (id, email, phone) VALUES (?, ?, ?), (?, 'a', ?), (3, ?, 'b')";
    plan(planner, rows); // kept when it comes again
    assertThat(plan(planner, rows)).isSameAs(plan(planner, new String(rows.toCharArray())));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void statementsThatDifferInStringsOnlyAreBoundOnce(Backend backend) {
    Planner planner = new ShopFixture(backend).planner("officer");
    StatementPlan.Rewritten first =
        plan(planner, "SELECT id, email FROM users WHERE email = 'ann@mail.example'");
    StatementPlan.Rewritten second =
        plan(planner, "SELECT id, email FROM users WHERE email = 'bob.it''s@mail.example'");
    assertThat(second.columns()).isSameAs(first.columns());
    assertThat(second.touched()).isSameAs(first.touched());
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void insertsOfSeveralRowsThatDifferInValuesOnlyAreBoundOnce(Backend backend) {
    Planner planner = new ShopFixture(backend).planner("officer");
    StatementPlan.Rewritten first =
        plan(planner, "INSERT INTO users (id, email, phone) VALUES (1, 'a', 'b'), (2, 'c', ?)");
    StatementPlan.Rewritten second =
        plan(planner, "INSERT INTO users (id, email, phone) VALUES (7, 'd', 'e'), (8, 'f', ?)");
    assertThat(second.touched()).isSameAs(first.touched());
  }
}
