package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.crypto.Envelope;
import io.columnveil.crypto.JceServices;
import io.columnveil.it.TestDatabase;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyUse;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.store.KeyringStores;
import io.columnveil.store.TableKeyringStore.Connections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that change a keyring in a table of PostgreSQL and are killed at points spread
 * over their run: the keyring is usable afterwards, every key in it is what it was, its mark does
 * not refuse it, and the command run again finishes.
 */
class TableKeyringKillTest {

  private static final int KILLS = Integer.getInteger("kills", 6);
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);
  private static final String POLICY =
      """
      version: 1
      keys:
        keyring: table:columnveil_keyring
        wrappedBy: { provider: file, path: %s.key }
      tables:
        users:
          columns:
            email: { type: varchar(320), scheme: randomized, lookup: { column: email_lookup } }
            phone: { type: varchar(32), scheme: deterministic }
      """;

  private final SecureRandom random = new SecureRandom();
  private final Map<Integer, byte[]> known = new HashMap<>();

  @TempDir Path folder;

  private TestDatabase database;
  private String url = "";
  private int runs;
  private int cutOff;

  @BeforeEach
  void makeKeyring() throws Exception {
    database = TestDatabase.postgres(18);
    database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, email text, email_lookup bytea, phone text)");
    try (Connection connection = database.raw()) {
      url = connection.getMetaData().getURL() + "?user=postgres&password=postgres";
    }
    policy("first");
    policy("second");
    done(run("init", "first", "--fresh"));
    check("first");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void rotate() throws Exception {
    long whole = time("rotate", "first", "--all");
    for (int i = 0; i < KILLS; i++) {
      kill(whole, i, "rotate", "first", "--all");
      check("first");
      done(run("rotate", "first", "--all"));
      check("first");
    }
    assertThat(known.size()).isGreaterThan(2 * KILLS);
    assertSpread();
  }

  @Test
  void rewrapAndImport() throws Exception {
    String from = "first";
    String to = "second";
    long whole = time("rewrap", from, "--to", path(to), "--yes");
    check(from);
    for (int i = 0; i < KILLS; i += 2) {
      boolean imports = i % 4 == 2;
      String command = imports ? "import" : "rewrap";
      String[] options =
          imports
              ? new String[] {"--reference", "--to", path(to), "--yes"}
              : new String[] {"--to", path(to), "--yes"};
      kill(whole, i, command, from, options);
      check(from);
      done(run(command, from, options));
      check(from);
      check(to);
      kill(whole, i + 1, "rewrap", to, "--finish", "--yes");
      check(to);
      done(run("rewrap", to, "--finish", "--yes"));
      check(to);
      String was = from;
      from = to;
      to = was;
    }
    assertSpread();
  }

  @Test
  void twoThatRotateAtOnceDoSoOneAfterTheOther() throws Exception {
    try (CommandProcess one = start("rotate", "first", "--all");
        CommandProcess two = start("rotate", "first", "--all")) {
      assertThat(one.await()).as(one.printed()).isZero();
      assertThat(two.await()).as(two.printed()).isZero();
    }
    check("first");
    try (KeyringAccess access = access("first");
        Keyring keyring = access.open()) {
      assertThat(keyring.domains()).allMatch(domain -> domain.dataKeys().size() == 3);
    }
  }

  /** Every key that is there works, and those that were there before are there and the same. */
  private void check(String policy) throws SQLException {
    try (KeyringAccess access = access(policy);
        Keyring keyring = access.open()) {
      Map<Integer, byte[]> found = new HashMap<>();
      for (KeyDomain domain : keyring.domains()) {
        domain.versions().forEach(version -> found.put(version.id(), use(keyring, version)));
      }
      known.forEach((id, result) -> assertThat(found.get(id)).isEqualTo(result));
      known.putAll(found);
      assertThat(keyring.columns()).hasSize(2);
    }
    CommandLineRun list = run("list", policy);
    assertThat(list.code()).as(list.err()).isZero();
    try (Connection connection = database.raw();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM columnveil_keyring")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(1);
    }
  }

  private static byte[] use(Keyring keyring, KeyVersion version) {
    if (version.use() == KeyUse.LOOKUP) {
      return keyring.lookupTokens(version, 1, JceServices.platform()).token(VALUE);
    }
    var aead = keyring.deterministicAead(version, JceServices.platform());
    byte[] header = Envelope.header(Envelope.Algorithm.AES_256_SIV, version.id());
    return aead.encryptDeterministically(header, aead.bind(header), VALUE);
  }

  private long time(String command, String policy, String... options) throws Exception {
    try (CommandProcess process = start(command, policy, options)) {
      process.awaitPrinted(KilledCommand.BEGINS);
      long begun = System.nanoTime();
      assertThat(process.await()).as(process.printed()).isZero();
      return System.nanoTime() - begun;
    }
  }

  /** Kills number {@code i}, so that all of them together are spread over the run. */
  private void kill(long whole, int i, String command, String policy, String... options)
      throws Exception {
    try (CommandProcess process = start(command, policy, options)) {
      process.awaitPrinted(KilledCommand.BEGINS);
      Thread.sleep(Duration.ofNanos(whole * (i + 1) / (KILLS + 1)).toMillis());
      runs++;
      if (process.kill()) {
        cutOff++;
      }
    }
  }

  /** Machines are faster and slower from run to run, so some end before they are killed. */
  private void assertSpread() {
    assertThat(cutOff).as("cut off, of %d runs", runs).isGreaterThanOrEqualTo(runs / 2);
  }

  private CommandProcess start(String command, String policy, String... options)
      throws IOException {
    return CommandProcess.start(folder, KilledCommand.class, words(command, policy, options));
  }

  private CommandLineRun run(String command, String policy, String... options) {
    return CommandLineRun.of(words(command, policy, options).toArray(String[]::new));
  }

  private List<String> words(String command, String policy, String... options) {
    List<String> words =
        new ArrayList<>(List.of("keys", command, "--policy", path(policy), "--url", url));
    words.addAll(List.of(options));
    return words;
  }

  private static void done(CommandLineRun run) {
    assertThat(run.code()).as(run.err()).isZero();
  }

  private String path(String name) {
    return folder.resolve(name + ".yaml").toString();
  }

  private void policy(String name) throws IOException {
    Path key = folder.resolve(name + ".key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    Files.write(key, bytes);
    Files.writeString(Path.of(path(name)), POLICY.formatted(name));
  }

  private KeyringAccess access(String policy) {
    return KeyringStores.access(
        PolicyLoader.load(path(policy), Map.of()).policy().keys(),
        () -> database.raw(),
        Connections.OPENED);
  }
}
