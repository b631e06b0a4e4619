package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a keyring behind the back of its users, and what commands do about it. */
class KeyringSafetyTest {

  private static final String POLICY =
      """
      version: 1
      keys:
        keyring: %s
        wrappedBy: { provider: passphrase, passphrase: "${file:passphrase.txt}" }
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

  @TempDir Path folder;

  private String database = "";
  private Connection keepsAlive;

  @BeforeEach
  void makeDatabase() throws Exception {
    Files.writeString(folder.resolve("passphrase.txt"), "correct horse battery staple");
    database = "h2:mem:" + folder.getFileName() + System.nanoTime();
    keepsAlive = DriverManager.getConnection("jdbc:" + database, "SA", "");
    try (Statement statement = keepsAlive.createStatement()) {
      statement.execute(
          "CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(1000),"
              + " email_lookup VARBINARY(16))");
    }
  }

  @AfterEach
  void close() throws SQLException {
    keepsAlive.close();
  }

  @Test
  void newDataKeysAreTakenUpAndOldValuesStayReadableInFilesAndTables() throws Exception {
    for (String keyring : List.of("file:shop.keyring", "table:columnveil_keyring")) {
      policy(keyring);
      assertThat(keys("init", "--fresh").err()).isEmpty();
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute("DELETE FROM users");
        statement.execute("INSERT INTO users (id, email) VALUES (1, 'one@example.org')");

        assertThat(keys("rotate", "--all").out()).contains("New data key");
        Thread.sleep(1_500);

        statement.execute("INSERT INTO users (id, email) VALUES (2, 'two@example.org')");
        assertThat(read(statement)).containsExactly("one@example.org", "two@example.org");
        try (ResultSet found =
            statement.executeQuery("SELECT id FROM users WHERE email = 'one@example.org'")) {
          assertThat(found.next()).isTrue();
        }
      }
      assertThat(keyIds()).doesNotHaveDuplicates().hasSize(2);
      assertThat(keys("list").code()).isZero();
    }
  }

  @Test
  void aKeyringThatWasPutBackIsRefusedUntilThatIsAccepted() throws Exception {
    policy("file:shop.keyring");
    keys("init", "--fresh");
    Path keyring = folder.resolve("shop.keyring");
    Path backup = Files.copy(keyring, folder.resolve("backup"));
    keys("rotate", "--all");
    Files.copy(backup, keyring, StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(this::connect)
        .hasMessageContaining("08V01")
        .hasMessageContaining("put back");
    assertThat(keys("rotate", "--all").err()).contains("put back");
    assertThat(run("status", "--json").err()).contains("put back");
    assertThat(run("schema", "--apply").err()).contains("put back");
    assertThat(run("policy", "check").code()).isEqualTo(1);
    assertThat(run("explain", "SELECT id FROM users", "--as", "owner").err()).contains("put back");
    assertThat(keys("restore", "--accept-rollback").out()).contains("Accepted keyring");
    connect().close();
    assertThat(keys("rotate", "--all").code()).isZero();
  }

  @Test
  void aKeyringInATableHasItsMarkBesideThePolicyAndAMissingRowIsNotWithoutEncryption()
      throws Exception {
    policy("table:columnveil_keyring");
    keys("init", "--fresh");
    byte[] backup = stored();
    keys("rotate", "--all");
    byte[] newest = stored();
    store(backup);
    assertThatThrownBy(this::connect)
        .hasMessageContaining("08V01")
        .hasMessageContaining("put back");
    assertThat(run("status", "--json").err()).contains("put back");
    store(newest);
    connect().close();
    try (Statement statement = keepsAlive.createStatement()) {
      statement.execute("DELETE FROM columnveil_keyring");
    }
    assertThatThrownBy(this::connect).hasMessageContaining("08V01");
    assertThat(keys("list").err()).contains("there is no keyring");
  }

  @Test
  void aKeyringThatIsGoneIsNotMadeAnewByInit() throws Exception {
    for (String keyring : List.of("file:shop.keyring", "table:columnveil_keyring")) {
      policy(keyring);
      keys("init", "--fresh");
      if (keyring.startsWith("table:")) {
        try (Statement statement = keepsAlive.createStatement()) {
          statement.execute("DELETE FROM columnveil_keyring");
        }
      } else {
        Files.delete(folder.resolve("shop.keyring"));
      }
      CommandLineRun again = keys("init", "--fresh");
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.err())
          .contains("08V01", "there is no keyring", keyring.substring(6), "Put the keyring back");
      assertThat(keys("list").err()).contains("there is no keyring");
      if (keyring.startsWith("table:")) {
        Files.delete(folder.resolve("policy.yaml.mark"));
        assertThat(keys("init", "--fresh").code()).isZero();
      } else {
        assertThat(CommandLineRun.of("keys", "init", "--fresh", "--policy", policyFile()).code())
            .isZero();
        assertThat(keys("list").err()).contains("not the one that was used");
        assertThat(keys("restore", "--accept-rollback").code()).isZero();
      }
      assertThat(keys("list").code()).isZero();
      connect().close();
    }
  }

  private String policyFile() {
    return folder.resolve("policy.yaml").toString();
  }

  @Test
  void aRotationWhileTheKeyringIsReadIsNotTakenForARollback() throws Exception {
    policy("file:shop.keyring");
    keys("init", "--fresh");
    AtomicBoolean stop = new AtomicBoolean();
    Thread rotates =
        new Thread(
            () -> {
              while (!stop.get()) {
                keys("rotate", "--all");
              }
            });
    rotates.start();
    try {
      for (int i = 0; i < 10; i++) {
        CommandLineRun list = keys("list");
        assertThat(list.code()).as(list.err()).isZero();
      }
    } finally {
      stop.set(true);
      rotates.join();
    }
  }

  @Test
  void rotationByARunningProcessRaisesTheMark() throws Exception {
    for (String keyring : List.of("file:shop.keyring", "table:columnveil_keyring")) {
      Path policy = policy(keyring);
      Files.writeString(
          policy, Files.readString(policy).replace("keys:\n", "keys:\n  rotateEvery: 1s\n"));
      keys("init", "--fresh");
      long before = mark(keyring);
      connect().close();
      long end = System.nanoTime() + 20_000_000_000L;
      while (mark(keyring) <= before) {
        assertThat(System.nanoTime() - end).as("the mark stays where it is").isNegative();
        Thread.sleep(50);
      }
    }
  }

  private long mark(String keyring) throws Exception {
    if (keyring.startsWith("table:")) {
      return Long.parseLong(
          Files.readString(folder.resolve("policy.yaml.mark")).strip().split(" ")[1]);
    }
    try (Statement statement = keepsAlive.createStatement();
        ResultSet rows = statement.executeQuery("SELECT counter FROM columnveil_keyring_mark")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void aKeyringInATableIsBoundToRenamesAndMovedToAnotherKey() throws Exception {
    Path policy = policy("table:columnveil_keyring");
    keys("init", "--fresh");
    try (Statement statement = keepsAlive.createStatement()) {
      statement.execute("ALTER TABLE users ALTER COLUMN email RENAME TO mail");
    }
    Files.writeString(policy, Files.readString(policy).replace("email:", "mail:"));
    CommandLineRun bound = keys("bind", "--column", "USERS.EMAIL=USERS.MAIL");
    assertThat(bound.out()).as(bound.err()).contains("is now PUBLIC.USERS.MAIL");
    assertThat(keys("list").out()).contains("USERS.MAIL");
    long changes = mark("table:");

    Path key = folder.resolve("kek.key");
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(key, bytes);
    Path other = folder.resolve("new.yaml");
    Files.writeString(
        other,
        Files.readString(policy)
            .replaceAll("wrappedBy: .*", "wrappedBy: {provider: file, path: kek.key}"));
    CommandLineRun begun = keys("rewrap", "--to", other.toString(), "--yes");
    assertThat(begun.out()).as(begun.err()).contains("Both keys open the keyring");
    assertThat(mark("table:")).isEqualTo(changes + 1);
    assertThat(Files.readString(folder.resolve("new.yaml.mark")))
        .as("who uses the new policy needs the mark beside it")
        .isEqualTo(Files.readString(folder.resolve("policy.yaml.mark")));
    connect().close();

    Files.copy(other, policy, StandardCopyOption.REPLACE_EXISTING);
    CommandLineRun finished = keys("rewrap", "--finish", "--yes");
    assertThat(finished.out()).as(finished.err()).contains("Only this key opens the keyring");
    assertThat(mark("table:")).isEqualTo(changes + 2);
    assertThat(keys("list").out()).contains("wrapped by file");
    connect().close();
  }

  @Test
  void statementsOnProtectedTablesAreRefusedWhileItIsNotKnownWhatTheKeyringRecords()
      throws Exception {
    policy("file:shop.keyring");
    keys("init", "--fresh");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE towns (id INT)");
      statement.execute("INSERT INTO users (id, email) VALUES (1, 'one@example.org')");
      Path keyring = folder.resolve("shop.keyring");
      Path away = folder.resolve("away");
      Files.move(keyring, away);
      Thread.sleep(2_500);

      assertThatThrownBy(() -> read(statement)).hasMessageContaining("58V01");
      assertThatThrownBy(() -> statement.execute("SELECT count(*) FROM users"))
          .hasMessageContaining("58V01");
      assertThat(statement.execute("SELECT id FROM towns")).isTrue();

      Files.move(away, keyring);
      Thread.sleep(3_000);
      assertThat(read(statement)).containsExactly("one@example.org");
    }
  }

  @Test
  void destroyedKeysMakeOneDomainUnreadableAndDemandANewKeyEncryptionKey() throws Exception {
    policy("file:shop.keyring");
    keys("init", "--fresh");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO users (id, email) VALUES (1, 'one@example.org')");
      CommandLineRun asked = keys("destroy", "PUBLIC.USERS.EMAIL");
      assertThat(asked.code()).isEqualTo(2);
      assertThat(asked.err()).contains("give --yes");

      assertThat(keys("destroy", "PUBLIC.USERS.EMAIL", "--yes").out())
          .contains("destroyed the keys of domain", "keys rewrap");
      Thread.sleep(1_500);

      assertThatThrownBy(() -> read(statement)).hasMessageContaining("55V01");
      assertThatThrownBy(
              () -> statement.execute("INSERT INTO users (id, email) VALUES (2, 'x@y.org')"))
          .hasMessageContaining("55V01");
      try (ResultSet others = statement.executeQuery("SELECT id FROM users")) {
        assertThat(others.next()).isTrue();
      }
    }
    CommandLineRun list = keys("list");
    assertThat(list.code()).isEqualTo(1);
    assertThat(list.out()).contains("destroyed").doesNotContain(" active");
    assertThat(keys("list", "--json").out())
        .contains("\"rewrapDue\" : true", "\"active\" : \"no\"")
        .doesNotContain("\"active\" : \"yes\"");
    assertThat(run("status").out()).contains("1 rows by key", "(destroyed)");
    assertThat(keys("rotate").out()).contains("No data key is due");
  }

  @Test
  void aPolicyThatWasEditedAfterItWasSealedIsRefused() throws Exception {
    Path policy = policy("file:shop.keyring");
    keys("init", "--fresh");
    connect().close();
    assertThat(run("policy", "seal", "--require").out()).contains("Sealed");
    connect().close();

    String sealed = Files.readString(policy);
    Files.writeString(policy, sealed + "# edited\n");
    assertThatThrownBy(this::connect)
        .hasMessageContaining("08V01")
        .hasMessageContaining("changed after it was sealed");
    assertThat(run("policy", "seal", "--revoke-older").code()).isZero();
    connect().close();

    Path seal = folder.resolve("policy.yaml.seal");
    String good = Files.readString(seal);
    Files.delete(seal);
    Files.writeString(policy, Files.readString(policy) + "# again\n");
    assertThatThrownBy(this::connect).hasMessageContaining("it has no seal");
    Files.writeString(seal, good.replace("number 2", "number 3"));
    assertThatThrownBy(this::connect).hasMessageContaining("08V01");
    assertThat(run("policy", "seal", "--no-require").code()).isZero();
    Files.delete(seal);
    connect().close();
  }

  /** Else every connection would be refused until somebody could write the seal. */
  @Test
  void aSealIsRequiredOnlyOnceItIsWritten() throws Exception {
    policy("file:shop.keyring");
    keys("init", "--fresh");
    Path inTheWay = Files.createDirectory(folder.resolve("policy.yaml.seal.lock"));
    CommandLineRun failed = run("policy", "seal", "--require");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("'.seal' beside the policy cannot be written");
    connect().close();
    Files.delete(inTheWay);
    assertThat(run("policy", "seal", "--require").out()).contains("and the keyring requires it");
    connect().close();
  }

  @Test
  void destroyingIsDoneOnlyUnderAnotherKeyEncryptionKey() throws Exception {
    Path policy = policy("file:shop.keyring");
    keys("init", "--fresh");
    Path same =
        Files.writeString(folder.resolve("same.yaml"), Files.readString(policy) + "# same\n");
    Files.writeString(folder.resolve("other.txt"), "another battery, another staple");
    Path other =
        Files.writeString(
            folder.resolve("other.yaml"),
            Files.readString(policy).replace("passphrase.txt", "other.txt"));
    CommandLineRun destroyed = keys("destroy", "PUBLIC.USERS.EMAIL", "--yes");
    assertThat(destroyed.out()).contains("It takes two steps", "Step 1 of 2", "Step 2 of 2");
    assertThat(keys("list").code()).isEqualTo(1);

    CommandLineRun refused = keys("rewrap", "--to", same.toString(), "--yes");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("the key that opens them in backups");
    assertThat(keys("rewrap", "--to", other.toString(), "--yes").code()).isZero();
    assertThat(keys("list").code()).as("the old key opens the keyring still").isEqualTo(1);
    assertThat(keys("rewrap", "--finish", "--yes").code()).as("back to the old key").isZero();
    assertThat(keys("list").code()).as("nothing is gained by that").isEqualTo(1);

    assertThat(keys("rewrap", "--to", other.toString(), "--yes").code()).isZero();
    Files.copy(other, policy, StandardCopyOption.REPLACE_EXISTING);
    assertThat(keys("rewrap", "--finish", "--yes").code()).isZero();
    assertThat(keys("list").code()).isZero();
  }

  @Test
  void aRetiredKeyIsDestroyedOnceNothingUsesIt() throws Exception {
    policy("file:shop.keyring");
    keys("init", "--fresh");
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO users (id, email) VALUES (1, 'one@example.org'), (2, 'two@example.org')");
      String ciphertext = stored(2);
      assertThat(keys("destroy", "--retired", "--yes").out()).contains("No key version is retired");
      keys("rotate", "--all");
      assertThat(keys("list").out()).contains("active for equality");
      CommandLineRun kept = keys("destroy", "--retired", "--yes", "--settle", "3");
      assertThat(kept.code()).isEqualTo(1);
      assertThat(kept.out()).contains("Kept key", "2 values use it");
      assertThat(read(statement)).containsExactly("one@example.org", "two@example.org");

      Thread.sleep(1_500);
      statement.execute("UPDATE users SET email = 'new@example.org' WHERE id = 1");
      assertThat(keys("destroy", "--retired", "--yes", "--settle", "3").out())
          .contains("1 values use it");
      statement.execute("DELETE FROM users WHERE id = 2");
      CommandLineRun gone = keys("destroy", "--retired", "--yes", "--settle", "3");
      assertThat(gone.code()).as(gone.err()).isZero();
      assertThat(gone.out()).contains("Destroyed key", "nothing uses it", "Step 2 of 2");

      Thread.sleep(1_500);
      assertThat(read(statement)).containsExactly("new@example.org");
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "INSERT INTO users (id, email) VALUES (3, '" + ciphertext + "')"))
          .as("a ciphertext that is written back too late is refused, not lost")
          .hasMessageContaining("55V01");
    }
    assertThat(keys("list").out()).contains("destroyed");
    assertThat(keys("destroy", "--yes").code()).isEqualTo(2);
    assertThat(keys("destroy", "--retired", "--settle", "2", "--yes").code()).isEqualTo(2);
  }

  private String stored(int id) throws SQLException {
    try (Statement statement = keepsAlive.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM users WHERE id = " + id)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private byte[] stored() throws SQLException {
    try (Statement statement = keepsAlive.createStatement();
        ResultSet rows = statement.executeQuery("SELECT keyring FROM columnveil_keyring")) {
      rows.next();
      return rows.getBytes(1);
    }
  }

  private void store(byte[] bytes) throws SQLException {
    try (var statement = keepsAlive.prepareStatement("UPDATE columnveil_keyring SET keyring = ?")) {
      statement.setBytes(1, bytes);
      statement.executeUpdate();
    }
  }

  private List<String> keyIds() throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Statement statement = keepsAlive.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM users ORDER BY id")) {
      while (rows.next()) {
        ids.add(rows.getString(1).substring(5, 11));
      }
    }
    return ids;
  }

  private static List<String> read(Statement statement) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("SELECT email FROM users ORDER BY id")) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:columnveil:" + database + ";columnveil.policy=" + folder.resolve("policy.yaml"),
        "SA",
        "");
  }

  private Path policy(String keyring) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), POLICY.formatted(keyring));
  }

  private CommandLineRun keys(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "keys";
    System.arraycopy(words, 0, all, 1, words.length);
    return run(all);
  }

  private CommandLineRun run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        Math.min(2, all.size()),
        List.of(
            "--policy",
            folder.resolve("policy.yaml").toString(),
            "--url",
            "jdbc:" + database,
            "--user",
            "SA"));
    return CommandLineRun.of(all.toArray(String[]::new));
  }
}
