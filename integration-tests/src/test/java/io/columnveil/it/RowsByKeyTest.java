package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.columnveil.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command {@code status} on real databases. */
class RowsByKeyTest {

  @ParameterizedTest
  @EnumSource(Database.class)
  void countsTheRowsOfEachKeyVersionAndThoseThatNameNone(Database kind) throws Exception {
    try (People people = People.create(kind.create())) {
      run(people, people.veil(), "keys", "rotate", "--all");
      Veil restarted = people.veil().copy();
      try (Connection alice = people.database().connect(restarted.policy(), "alice")) {
        Sql.execute(
            alice,
            "INSERT INTO people (id, email, photo, city) VALUES (3, ?, ?, 'Oslo')",
            "cid@mail.example",
            new byte[] {1, 2, 3});
      }
      people.database().execute("UPDATE people SET full_name = '_cv1AAAA' WHERE id = 2");

      JsonNode status = new ObjectMapper().readTree(status(people, "--json"));
      for (String column : List.of("email", "photo")) {
        List<Long> counts = new ArrayList<>();
        byKey(status, people.database().fold(column)).forEach(n -> counts.add(n.asLong()));
        assertThat(counts).as(column).containsExactly(2L, 1L);
      }
      JsonNode names = byKey(status, people.database().fold("full_name"));
      assertThat(names.path("unknown").asLong()).isEqualTo(1);
      assertThat(status(people))
          .containsPattern(
              people.database().fold("people.email")
                  + ": 2 rows by key [0-9a-f]{8} \\(active for equality\\)")
          .contains("1 rows name a key that its domain does not have");
    }
  }

  private static JsonNode byKey(JsonNode status, String column) {
    for (JsonNode row : status.path("columns")) {
      if (row.path("column").asText().endsWith("." + column)) {
        return row.path("rowsByKey");
      }
    }
    throw new AssertionError("no " + column + " in " + status);
  }

  private static String status(People people, String... options) {
    List<String> arguments = new ArrayList<>(List.of("status"));
    arguments.addAll(List.of(options));
    return run(people, people.veil(), arguments.toArray(String[]::new));
  }

  private static String run(People people, Veil veil, String... command) {
    TestDatabase database = people.database();
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--policy", veil.policy().toString()));
    if (command[0].equals("status")) {
      String url =
          database.isPostgres()
              ? database.url()
              : database.url() + ";PASSWORD=" + database.password();
      arguments.addAll(List.of("--url", url, "--user", database.admin()));
    }
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int exit = Main.run(writer, writer, false, arguments.toArray(String[]::new));
    assertThat(exit).as(output.toString()).isZero();
    return output.toString();
  }
}
