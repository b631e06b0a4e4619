package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

  @TempDir Path folder;

  @Test
  void acceptsTheDemosPolicy() throws IOException {
    CommandLineRun run = check(demoPolicy());
    assertThat(run.out()).isEqualToIgnoringNewLines("The policy is valid.");
    assertThat(run.code()).isZero();
  }

  @Test
  void reportsEveryProblemWithItsLineAndTheNearestWord() throws IOException {
    CommandLineRun run =
        check(
            demoPolicy().replace("scheme: deterministic", "scheme: determinstic") + "rolls: {}\n");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("policy.yaml:17:", "determinstic", "deterministic", "rolls", "^", "2 problems");
  }

  @Test
  void printsProblemsForMachines() throws IOException {
    Path file = write(demoPolicy() + "rolls: {}\n");
    CommandLineRun run =
        CommandLineRun.of("policy", "check", "--json", "--policy", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("\"valid\" : false", "\"code\" : \"08V01\"", "\"line\" :");
  }

  @Test
  void saysThatAFileIsMissing() {
    CommandLineRun run = CommandLineRun.of("policy", "check", "--policy", "no-such-file.yaml");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("no-such-file.yaml");
  }

  @Test
  void refusesACommandLineWithoutPolicy() {
    CommandLineRun run = CommandLineRun.of("policy", "check");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--policy");
  }

  @Test
  void comparesWithTheTablesOfADatabase() throws Exception {
    String url = "jdbc:h2:mem:policy-check";
    try (Connection owner = DriverManager.getConnection(url);
        Statement statement = owner.createStatement()) {
      statement.execute(
          "CREATE TABLE customers (email VARCHAR(400), phone VARCHAR(10), birth_date VARCHAR(90))");
      CommandLineRun run =
          CommandLineRun.of(
              "policy", "check", "--policy", write(demoPolicy()).toString(), "--url", url);
      assertThat(run.code()).isEqualTo(1);
      // The column is too short for ciphertext, and the lookup column is not there.
      assertThat(run.out()).contains("CUSTOMERS.PHONE", "EMAIL_LOOKUP");
    }
  }

  @Test
  void printsTheSchema() {
    CommandLineRun run = CommandLineRun.of("policy", "schema");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("\"$schema\"");
  }

  private CommandLineRun check(String text) throws IOException {
    return CommandLineRun.of("policy", "check", "--policy", write(text).toString());
  }

  private Path write(String text) throws IOException {
    Files.writeString(folder.resolve("passphrase.txt"), "correct horse");
    return Files.writeString(folder.resolve("policy.yaml"), text);
  }

  private static String demoPolicy() throws IOException {
    return Files.readString(
        Path.of("src", "main", "resources", "io", "columnveil", "cli", "demo", "policy.yaml"));
  }
}
