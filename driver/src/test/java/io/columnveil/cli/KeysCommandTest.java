package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.columnveil.job.EqualityRotationJob;
import io.columnveil.job.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

  @TempDir Path folder;

  private Path policy;

  @BeforeEach
  void writePolicy() throws IOException {
    Files.writeString(folder.resolve("passphrase.txt"), "correct horse battery staple");
    policy =
        Files.copy(
            Path.of("src/main/resources/io/columnveil/cli/demo/policy.yaml"),
            folder.resolve("policy.yaml"));
  }

  @Test
  void makesAKeyringForNewTables() {
    CommandLineRun run = keys("init", "--fresh");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("Made keyring", "recorded customers.email as encrypted", "customers.birth_date");
  }

  @Test
  void recordsColumnsAsMixedWhereNothingIsKnownOfTheirRows() {
    keys("init");
    assertThat(keys("list").out()).contains("mixed").doesNotContain("encrypted");
  }

  @Test
  void addsOnlyWhatIsMissingWhenRunAgain() {
    keys("init", "--fresh");
    String before = keys("list").out();
    assertThat(keys("init", "--fresh").out()).contains("it has all that the policy needs");
    assertThat(keys("list").out()).isEqualTo(before);
  }

  @Test
  void listsKeysForMachines() {
    keys("init", "--fresh");
    assertThat(keys("list", "--json").out())
        .contains(
            "\"domain\" : \"customers.email\"", "\"use\" : \"lookup\"", "\"active\" : \"yes\"");
  }

  @Test
  void listsVersionsTheirStateAgeAndNextRotation() {
    keys("init", "--fresh");
    keys("rotate", "customers.email");
    String list = keys("list").out();
    String inAYear = LocalDate.now(ZoneOffset.UTC).plusDays(365).toString();
    assertThat(list.lines().filter(line -> line.matches(" *[0-9a-f]{8}  customers.email +data .*")))
        .satisfiesExactly(
            first ->
                assertThat(first).contains("  1  ", " active for equality ").endsWith("  0     -"),
            second ->
                assertThat(second).contains("  2  ", " active  ").endsWith("  0     " + inAYear));
    assertThat(keys("list", "--json").out())
        .contains("\"version\" : 2", "\"ageDays\" : 0", "\"nextRotation\" : \"" + inAYear)
        .contains("\"rotationDue\" : [ ]", "\"clockDoubtful\" : [ ]");
  }

  @Test
  void anEqualityRotationGivesProcessesTimeAndAsksFirst() {
    CommandLineRun hasty =
        keys("rotate", "--equality", "customers.email", "--settle", "2", "--yes");
    assertThat(hasty.code()).isEqualTo(2);
    assertThat(hasty.err()).contains("--settle takes at least 3 seconds");
    CommandLineRun asked = keys("rotate", "--equality", "customers.email");
    assertThat(asked.code()).isEqualTo(2);
    assertThat(asked.err()).contains("Nobody is there to be asked: give --yes");
    assertThatThrownBy(
            () -> new EqualityRotationJob.Options(true, Duration.ofMillis(2999), Pace.FULL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysThatThereIsNoKeyringYet() {
    CommandLineRun run = keys("list");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("there is no keyring", "keys init");
  }

  @Test
  void machinesAreToldWhatWentWrongInJsonToo() throws IOException {
    CommandLineRun run = keys("list", "--json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("there is no keyring");
    JsonNode problem = new ObjectMapper().readTree(run.out()).path("problems").path(0);
    assertThat(problem.path("code").asText()).isEqualTo("08V01");
    assertThat(problem.path("message").asText()).contains("there is no keyring");
    CommandLineRun database =
        keys("bind", "--dropped", "a.b", "--url", "jdbc:nobody:knows", "--json");
    assertThat(database.code()).isEqualTo(1);
    assertThat(new ObjectMapper().readTree(database.out()).path("problems").path(0).path("code"))
        .hasToString("\"08001\"");
    CommandLineRun usage = keys("rotate", "--domian", "x", "--json");
    assertThat(usage.code()).isEqualTo(2);
    assertThat(usage.err()).contains("--domian");
    assertThat(
            new ObjectMapper()
                .readTree(usage.out())
                .path("problems")
                .path(0)
                .path("message")
                .asText())
        .contains("--domian");
    assertThat(keys("list").out()).isEmpty();
  }

  @Test
  void whatIsNotUnderstoodIsNamedWithoutValues() {
    for (List<String> words :
        List.of(
            List.of("--password", "s3cret"),
            List.of("--password=s3cret\nmore"),
            List.of("-ps3cret"),
            List.of("--password-env", "s3cret", "--url", "jdbc:h2:mem:x"))) {
      List<String> all = new ArrayList<>(words);
      all.add("--json");
      CommandLineRun run = keys("list", all.toArray(String[]::new));
      assertThat(run.code()).as("%s", words).isEqualTo(2);
      assertThat(run.err()).isNotBlank().doesNotContain("s3cret");
      assertThat(run.out()).contains("problems").doesNotContain("s3cret");
    }
    assertThat(keys("list", "--password", "s3cret").err()).contains("--password");
    CommandLineRun statement =
        CommandLineRun.of("explain", "--policy", "p", "SELECT", "s3cret", "FROM", "t");
    assertThat(statement.code()).isEqualTo(2);
    assertThat(statement.err()).doesNotContain("s3cret");
    assertThat(CommandLineRun.of("kyes").err()).contains("'kyes'", "keys");
  }

  @Test
  void aPasswordInAUrlIsNotPrinted() {
    for (String url :
        List.of("jdbc:nobody:knows?user=ada&password=secret", "jdbc:h2:;PASSWORD=secret;X")) {
      CommandLineRun run = keys("list", "--url", url, "--json");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out() + run.err()).contains(url.substring(0, 8)).doesNotContain("secret");
    }
  }

  @Test
  void cannotRecordWhatAPatternCoversWithoutTheDatabase() throws IOException {
    Files.writeString(policy, Files.readString(policy).replace("birth_date: {", "\"birth_*\": {"));
    CommandLineRun run = keys("init", "--fresh");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("birth_*", "--url");
  }

  private CommandLineRun keys(String command, String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "keys";
    all[1] = command;
    all[2] = "--policy";
    all[3] = policy.toString();
    System.arraycopy(options, 0, all, 4, options.length);
    return CommandLineRun.of(all);
  }
}
