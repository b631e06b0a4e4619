package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.keys.SwitchableProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemHandlerTest {

  @TempDir Path folder;

  @AfterEach
  void up() {
    SwitchableProvider.state = SwitchableProvider.State.UP;
  }

  @Test
  void ofAProviderThatKeepsToNoRuleThePlaceIsToldAndNotItsMessage() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            version: 1
            keys:
              keyring: file:shop.keyring
              wrappedBy: { provider: switchable }
            tables:
              users:
                columns:
                  email: { type: varchar(320), scheme: randomized }
            """);
    SwitchableProvider.state = SwitchableProvider.State.BROKEN;

    CommandLineRun run =
        CommandLineRun.of("keys", "init", "--fresh", "--json", "--policy", policy.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("XXV00", "java.lang.IllegalStateException at", "SwitchableProvider.java:")
        .doesNotContain("keeps to no rule");
    assertThat(run.out()).contains("XXV00").doesNotContain("keeps to no rule");
  }

  @Test
  void valuesThatADatabaseQuotesAreNotPrinted() {
    SQLException duplicate =
        new SQLException(
            "Unique index or primary key violation: \"PUBLIC.UQ ON PUBLIC.USERS(EMAIL) VALUES ("
                + " 'ada@example.org' )\"; SQL statement: INSERT",
            "23505");
    assertThat(ProblemHandler.text(duplicate))
        .contains("PUBLIC.UQ ON PUBLIC.USERS(EMAIL)")
        .doesNotContain("ada");
    SQLException login =
        new SQLException("password authentication failed for user \"ada\"", "28P01");
    assertThat(ProblemHandler.text(login)).contains("ada");
  }
}
