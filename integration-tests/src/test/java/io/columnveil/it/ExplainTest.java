package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The database's plan shows neither what does not exist for applications nor what is encrypted. */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplainTest {

  private static final List<String> STATEMENTS =
      List.of(
          "SELECT id FROM people WHERE email = 'ann@mail.example' AND city = 'Oslo'",
          "SELECT p.id FROM people p JOIN (VALUES ('ann@mail.example')) v(e) ON p.email = v.e",
          "SELECT x.id FROM (SELECT id, email FROM people OFFSET 0 ROWS) x WHERE x.email ="
              + " 'ann@mail.example'",
          "INSERT INTO people (id, email, phone) VALUES (9, 'new@mail.example', '+15559')",
          "UPDATE people SET email = 'new@mail.example' WHERE phone = '+15550000001'",
          "DELETE FROM people WHERE email IN ('ann@mail.example', 'bob@mail.example')");

  private @Parameter Database database;
  private People people;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    people = People.create(database.create());
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    people.close();
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
        assertThat(String.valueOf(rows.getObject(1))).isEqualTo(rows.getString(1));
      }
    }
    return String.join("\n", lines);
  }

  @Test
  void plansShowNeitherLookupColumnsNorWhatIsEncrypted() throws SQLException {
    List<String> forms =
        database == Database.POSTGRESQL
            ? List.of("EXPLAIN ", "EXPLAIN (VERBOSE, COSTS OFF) ", "EXPLAIN (FORMAT json) ")
            : List.of("EXPLAIN ", "EXPLAIN PLAN FOR ");
    try (Connection alice = people.connect("alice")) {
      for (String form : forms) {
        for (String sql : STATEMENTS) {
          assertThat(plan(alice, form + sql))
              .as(form + sql)
              .containsIgnoringCase("people")
              .doesNotContainPattern("(?i)\\bemail_lookup\\b")
              .doesNotContain("columnveil$", "_cv1", "mail.example")
              .doesNotContainPattern("(?i)x'?[0-9a-f]{16}");
        }
      }
    }
  }

  @Test
  void bytesInAnotherFormAreNotShownEither() throws SQLException {
    if (database == Database.POSTGRESQL) {
      try (Connection alice = people.connect("alice")) {
        Sql.execute(alice, "SET bytea_output = 'escape'");
        for (String sql : STATEMENTS) {
          assertThat(plan(alice, "EXPLAIN (VERBOSE) " + sql)).doesNotContainPattern("\\\\[0-7]{3}");
        }
      }
    }
  }

  @Test
  void plansShowWhatIsNotProtected() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      assertThat(plan(alice, "EXPLAIN SELECT id FROM people WHERE city = 'Rome'"))
          .contains("'Rome'")
          .containsIgnoringCase("city");
      assertThat(plan(alice, "EXPLAIN SELECT id FROM people WHERE email = 'ann@mail.example'"))
          .containsPattern("(?i)\\bemail\\b");
    }
  }
}
