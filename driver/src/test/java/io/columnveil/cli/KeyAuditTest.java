package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.audit.KeyEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever reads the audit log knows of every change of a keyring. */
class KeyAuditTest {

  private static final String POLICY =
      """
      version: 1
      keys:
        keyring: %s
        rotateEvery: %s
        wrappedBy: { provider: passphrase, passphrase: "${file:%s}" }
      tables:
        users:
          columns:
            email:
              type: varchar(320)
              scheme: randomized
              lookup: { column: email_lookup }
      roles:
        owner: { databaseUsers: ["SA"], decrypt: ["*"], unmask: ["*"] }
      """;

  private static final Pattern EVENT =
      Pattern.compile(
          "io\\.columnveil\\.audit - (?<action>[a-z -]+) by=(?<who>.+) at=(?<at>\\S+)"
              + " keyring=(?<keyring>[0-9a-f-]{36}) change=(?<change>\\d+)"
              + "( sha256=(?<sha>[0-9a-f]{64}))? what=\\[(?<what>.*)]");

  @TempDir Path folder;

  private final PrintStream systemErr = System.err;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private String database = "";
  private Connection keepsAlive;

  @BeforeEach
  void listen() throws Exception {
    Files.writeString(folder.resolve("first.txt"), "correct horse battery staple");
    Files.writeString(folder.resolve("second.txt"), "another battery, another staple");
    database = "h2:mem:" + folder.getFileName() + System.nanoTime();
    keepsAlive = DriverManager.getConnection("jdbc:" + database, "SA", "");
    sql(
        "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(1000), email_lookup"
            + " VARBINARY(16))");
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() throws SQLException {
    System.setErr(systemErr);
    keepsAlive.close();
  }

  @Test
  void everyChangeOfAKeyringInAFileHasOneEvent() throws Exception {
    Path policy = policy("policy.yaml", "file:shop.keyring", "365d", "first.txt");
    String next = policy("next.yaml", "file:shop.keyring", "365d", "second.txt").toString();
    done("keys", "init", "--fresh");
    done("keys", "rotate", "--all");
    done("keys", "rotate", "--equality", "USERS.EMAIL", "--apply-ddl", "--settle", "3", "--yes");
    done("keys", "destroy", "--retired", "--settle", "3", "--yes");
    done("policy", "seal", "--require");
    done("policy", "seal", "--revoke-older");
    done("policy", "seal", "--no-require");
    sql("ALTER TABLE users ALTER COLUMN email RENAME TO mail");
    Files.writeString(policy, Files.readString(policy).replace("email:", "mail:"));
    done("keys", "bind", "--column", "USERS.EMAIL=USERS.MAIL");
    done("keys", "rewrap", "--to", next, "--yes");
    done("keys", "rewrap", "--finish", "--yes");
    done("keys", "import", "--offer", folder.resolve("offer").toString());
    done("keys", "import", "--reference", "--to", next, "--yes");
    done("keys", "rewrap", "--finish", "--yes");
    done("keys", "destroy", "PUBLIC.USERS.EMAIL", "--yes");
    done("keys", "restore", "--accept-rollback");

    assertNoneIsMissing(Files.readAllBytes(folder.resolve("shop.keyring")));
    assertThat(events().stream().map(event -> event.group("action")).distinct())
        .containsExactly(
            "keys init",
            "keys rotate",
            "keys rotate --equality",
            "keys destroy --retired",
            "policy seal",
            "keys bind",
            "keys rewrap --to",
            "keys rewrap --finish",
            "keys import",
            "keys destroy",
            "keys restore");
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains(
            "what=[made the keyring, opened by provider passphrase]",
            "made data key ",
            "recorded column PUBLIC.USERS.EMAIL of domain PUBLIC.USERS.EMAIL as encrypted",
            " is active for data",
            "column PUBLIC.USERS.EMAIL: rotation of its equality key is prepared",
            " is active for lookup, column PUBLIC.USERS.EMAIL: rotation of its equality key has"
                + " ended",
            "disabled data key ",
            "destroyed data key ",
            "what=[made the key that seals policies]",
            "what=[a sealed policy is required]",
            "sealed policy " + policy + ", seal 2]",
            "policies sealed before seal 2 are refused",
            "a sealed policy is required no more",
            "column PUBLIC.USERS.EMAIL is recorded no more",
            "opened by the key of provider passphrase and by that of provider passphrase",
            "opened by provider passphrase only",
            "made an offer to import a key, public key ",
            "destroyed lookup key ",
            "accepted as it was put back");
  }

  @Test
  void everyChangeOfAKeyringInATableHasOneEvent() throws Exception {
    policy("policy.yaml", "table:columnveil_keyring", "365d", "first.txt");
    String next = policy("next.yaml", "table:columnveil_keyring", "365d", "second.txt").toString();
    done("keys", "init", "--fresh");
    done("keys", "rotate", "--all");
    done("policy", "seal");
    done("keys", "rewrap", "--to", next, "--yes");
    done("keys", "rewrap", "--finish", "--yes");
    done("keys", "restore", "--accept-rollback");
    try (Statement statement = keepsAlive.createStatement();
        var rows = statement.executeQuery("SELECT keyring FROM columnveil_keyring")) {
      rows.next();
      assertNoneIsMissing(rows.getBytes(1));
    }
  }

  /** Changes are numbered from 1, and the one that accepts a backup leaves a gap. */
  private void assertNoneIsMissing(byte[] keyring) throws Exception {
    List<Matcher> events = events();
    List<Long> changes =
        events.stream()
            .filter(event -> event.group("sha") != null)
            .map(event -> Long.parseLong(event.group("change")))
            .toList();
    assertThat(changes.subList(0, changes.size() - 1))
        .containsExactlyElementsOf(LongStream.range(1, changes.size()).boxed().toList());
    Matcher last = events.get(events.size() - 1);
    assertThat(last.group("sha"))
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(keyring)));
    Instant now = Instant.now();
    assertThat(events)
        .allMatch(event -> event.group("who").contains("database user SA"))
        .allMatch(event -> Instant.parse(event.group("at")).isAfter(now.minusSeconds(600)))
        .allMatch(event -> event.group("keyring").equals(last.group("keyring")));
    assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("battery", "staple");
  }

  @Test
  void whatAProcessRotatesByItselfIsWrittenByIt() throws Exception {
    policy("policy.yaml", "file:shop.keyring", "1s", "first.txt");
    done("keys", "init", "--fresh");
    DriverManager.getConnection(
            "jdbc:columnveil:" + database + ";columnveil.policy=" + folder.resolve("policy.yaml"),
            "SA",
            "")
        .close();
    long end = System.nanoTime() + 20_000_000_000L;
    List<String> actions;
    do {
      assertThat(System.nanoTime() - end).as("nothing was written").isNegative();
      Thread.sleep(50);
      actions = events().stream().map(event -> event.group("action")).toList();
    } while (!actions.contains("automatic rotation"));
    // Whatever it was not in time to rotate is of no interest.
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .containsPattern("automatic rotation by=.*\\(process \\d+\\) .*is active for data");
  }

  @Test
  void whereNoLogIsSetUpItIsPrintedAmongProblems() {
    StringWriter printed = new StringWriter();
    Screen screen = new Screen(new PrintWriter(printed), false);
    KeyEvent event =
        new KeyEvent("keys init", "ada", Instant.EPOCH, "id", 1, "abcd", List.of("made it"));
    new CommandAudit(screen, false).accept(event);
    assertThat(printed.toString().strip())
        .isEqualTo(
            "AUDIT keys init by=ada at=1970-01-01T00:00:00Z keyring=id change=1 sha256=abcd"
                + " what=[made it]");
    new CommandAudit(screen, true).accept(event);
    assertThat(printed.toString().lines()).hasSize(1);
    assertThat(logged.toString(StandardCharsets.UTF_8)).contains("io.columnveil.audit - keys init");
  }

  private List<Matcher> events() {
    List<Matcher> events = new ArrayList<>();
    for (String line : logged.toString(StandardCharsets.UTF_8).split("\\R")) {
      if (line.contains("io.columnveil.audit")) {
        Matcher event = EVENT.matcher(line);
        assertThat(event.find()).as(line).isTrue();
        events.add(event);
      }
    }
    return events;
  }

  private void sql(String sql) throws SQLException {
    try (Statement statement = keepsAlive.createStatement()) {
      statement.execute(sql);
    }
  }

  private Path policy(String name, String keyring, String rotateEvery, String passphrase)
      throws Exception {
    return Files.writeString(
        folder.resolve(name), POLICY.formatted(keyring, rotateEvery, passphrase));
  }

  private void done(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        2,
        List.of(
            "--policy",
            folder.resolve("policy.yaml").toString(),
            "--url",
            "jdbc:" + database,
            "--user",
            "SA"));
    CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
    assertThat(run.code()).as("%s: %s%s", all, run.out(), run.err()).isZero();
  }
}
