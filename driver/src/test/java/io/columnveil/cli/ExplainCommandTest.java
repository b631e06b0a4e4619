package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  private static final String URL = "jdbc:h2:mem:explain";

  @TempDir Path folder;

  private Path policy;
  private Connection owner;

  @BeforeEach
  void makeTableAndKeyring() throws Exception {
    Files.writeString(folder.resolve("passphrase.txt"), "correct horse battery staple");
    policy =
        Files.copy(
            Path.of("src/main/resources/io/columnveil/cli/demo/policy.yaml"),
            folder.resolve("policy.yaml"));
    owner = DriverManager.getConnection(URL);
    try (Statement statement = owner.createStatement()) {
      statement.execute(
          "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(60), email VARCHAR(400),"
              + " email_lookup VARBINARY(16), phone VARCHAR(120), birth_date VARCHAR(120))");
    }
    assertThat(CommandLineRun.of("keys", "init", "--fresh", "--policy", policy.toString()).code())
        .isZero();
  }

  @AfterEach
  void dropDatabase() throws Exception {
    owner.close();
  }

  @Test
  void showsTheStatementAsRewrittenAndWhatIsDone() {
    CommandLineRun run =
        explain("SELECT name, email FROM customers WHERE email = ?", "--as", "marketing");
    assertThat(run.code()).as(run.err() + run.out()).isZero();
    assertThat(run.out()).containsIgnoringCase("email_lookup").contains("masked", "parameter 1");
  }

  @Test
  void saysWhyAStatementIsRefused() {
    CommandLineRun run = explain("SELECT name FROM customers WHERE phone = ?", "--as", "marketing");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("42501", "^");
  }

  @Test
  void explainsForASessionWithoutRoles() {
    assertThat(explain("SELECT email FROM customers").out()).contains("ciphertext");
  }

  @Test
  void saysThatAStatementPasses() {
    assertThat(explain("SELECT 1").out()).contains("passes unchanged");
  }

  @Test
  void refusesARoleThatThePolicyLacks() {
    CommandLineRun run = explain("SELECT 1", "--as", "marketeer");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("marketeer", "marketing");
  }

  @Test
  void needsADatabase() {
    CommandLineRun run = CommandLineRun.of("explain", "SELECT 1", "--policy", policy.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--url");
  }

  private CommandLineRun explain(String sql, String... options) {
    List<String> all =
        new ArrayList<>(List.of("explain", sql, "--policy", policy.toString(), "--url", URL));
    all.addAll(List.of(options));
    return CommandLineRun.of(all.toArray(String[]::new));
  }
}
