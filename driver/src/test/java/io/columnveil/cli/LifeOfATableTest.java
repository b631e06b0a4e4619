package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands in the order of the README, on tables as an application has them. */
class LifeOfATableTest {

  private static final String URL = "jdbc:h2:mem:life";

  @TempDir Path folder;

  private Path policy;
  private Connection owner;

  @BeforeEach
  void makePlainTable() throws Exception {
    Files.writeString(folder.resolve("passphrase.txt"), "correct horse battery staple");
    policy =
        Files.copy(
            Path.of("src/main/resources/io/columnveil/cli/demo/policy.yaml"),
            folder.resolve("policy.yaml"));
    owner = DriverManager.getConnection(URL);
    execute(
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, email VARCHAR(120), phone VARCHAR(32),"
            + " birth_date DATE)");
  }

  @AfterEach
  void dropDatabase() throws Exception {
    owner.close();
  }

  @Test
  void anEmptyTableIsMadeReadyAndRecordedAsEncrypted() throws Exception {
    assertThat(run("policy", "check").code()).isEqualTo(1);
    assertThat(run("schema").out()).contains("ALTER TABLE", "EMAIL_LOOKUP", "-- ");
    assertThat(run("schema", "--apply").code()).isZero();
    assertThat(run("policy", "check").out()).contains("The policy is valid.");
    assertThat(run("keys", "init").out()).contains("as encrypted").doesNotContain("as mixed");
    assertThat(run("schema", "--apply").out()).contains("CHECK");
    assertThat(run("schema").out()).isEmpty();
    assertThat(run("keys", "init").out()).contains("it has all that the policy needs");
    CommandLineRun status = run("status");
    assertThat(status.code()).as(status.err()).isZero();
    assertThat(status.out()).contains("PUBLIC.CUSTOMERS.EMAIL", "encrypted");
  }

  @Test
  void whatTheDatabaseLacksIsSaidByEveryCommandThatLooksForIt() throws Exception {
    execute("DROP TABLE customers");
    String missing = "this database has no column customers.email";
    CommandLineRun check = run("policy", "check");
    assertThat(check.out()).contains(missing, "policy.yaml:", "Check --url and the spelling");
    assertThat(check.code()).isZero(); // the table may still be to be made
    CommandLineRun schema = run("schema");
    assertThat(schema.err()).contains(missing);
    assertThat(schema.out()).isEmpty();
    assertThat(run("keys", "init").err()).contains(missing);
    CommandLineRun status = run("status", "--json");
    assertThat(status.err()).contains(missing);
    assertThat(status.out()).startsWith("{");
  }

  @Test
  void aTableWithRowsIsMixed() throws Exception {
    run("schema", "--apply");
    execute("INSERT INTO customers (id, phone) VALUES (1, '+44 7700 900001')");
    assertThat(run("keys", "init").out()).contains("as mixed");
    assertThat(run("status", "--json").out())
        .contains("\"state\" : \"mixed\"", "\"plaintext\" : 1");
  }

  @Test
  void aColumnThatWasRecordedByItsNameInThePolicyIsNotRecordedAgain() {
    assertThat(CommandLineRun.of("keys", "init", "--fresh", "--policy", policy.toString()).code())
        .isZero();
    run("schema", "--apply");
    assertThat(run("keys", "init").out()).contains("it has all that the policy needs");
  }

  @Test
  void recordsAreCarriedAlongWithARename() throws Exception {
    run("schema", "--apply");
    run("keys", "init");
    execute("ALTER TABLE customers ALTER COLUMN phone RENAME TO mobile");
    execute("ALTER TABLE customers RENAME TO people");
    String renamed =
        Files.readString(policy)
            .replace("  customers:", "  people:")
            .replace("customers.", "people.")
            .replace("      phone:", "      mobile:")
            .replace("people.phone", "people.mobile");
    CommandLineRun early = run("keys", "bind", "--table", "customers=people");
    assertThat(early.code()).isEqualTo(1);
    assertThat(early.err()).contains("the policy does not protect PUBLIC.PEOPLE.");
    Files.writeString(policy, renamed);
    CommandLineRun half = run("keys", "bind", "--table", "customers=people");
    assertThat(half.err()).contains("there is no column PUBLIC.people.PHONE");
    CommandLineRun done =
        run(
            "keys",
            "bind",
            "--column",
            "customers.email=people.email",
            "--column",
            "customers.phone=people.mobile",
            "--column",
            "customers.birth_date=people.birth_date");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("PUBLIC.CUSTOMERS.PHONE: is now PUBLIC.PEOPLE.MOBILE");
    CommandLineRun status = run("status");
    assertThat(status.code()).as(status.err()).isZero();
    assertThat(status.out()).contains("PUBLIC.PEOPLE.MOBILE", "encrypted");
  }

  @Test
  void aColumnThatIsStillThereCannotBeForgotten() throws Exception {
    run("schema", "--apply");
    run("keys", "init");
    CommandLineRun early = run("keys", "bind", "--dropped", "customers.phone");
    assertThat(early.code()).isEqualTo(1);
    assertThat(early.err()).contains("the database still has the column PUBLIC.CUSTOMERS.PHONE");
    execute("ALTER TABLE customers DROP COLUMN phone");
    CommandLineRun done = run("keys", "bind", "--dropped", "customers.phone");
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.out()).contains("PUBLIC.CUSTOMERS.PHONE: is recorded no more");
  }

  private CommandLineRun run(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--policy", policy.toString(), "--url", URL));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }
}
