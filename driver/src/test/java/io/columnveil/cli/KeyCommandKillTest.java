package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.crypto.Envelope;
import io.columnveil.crypto.HpkeOneTimeKey;
import io.columnveil.crypto.HpkeSender;
import io.columnveil.crypto.JceServices;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyUse;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.PolicyLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that change a keyring and are killed at points spread over their run: the keyring
 * is usable afterwards, every key in it is what it was, and the command run again finishes.
 */
class KeyCommandKillTest {

  private static final int KILLS = Integer.getInteger("kills", 20);
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);
  private static final String POLICY =
      """
      version: 1
      keys:
        keyring: file:shop.keyring
        rotateEvery: 1h
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

  private int runs;
  private int cutOff;

  @BeforeEach
  void makeKeyring() throws IOException {
    key("first");
    policy("first");
    assertThat(run("init", "first", "--fresh").code()).isZero();
    check("first");
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
  void rewrap() throws Exception {
    key("second");
    policy("second");
    String from = "first";
    String to = "second";
    long whole = time("rewrap", from, "--to", path(to), "--yes");
    check(from);
    for (int i = 0; i < KILLS; i += 2) {
      kill(whole, i, "rewrap", from, "--to", path(to), "--yes");
      check(from);
      done(run("rewrap", from, "--to", path(to), "--yes"));
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
  void importing() throws Exception {
    String from = "first";
    long whole = 0;
    for (int i = 0; i < KILLS; i++) {
      String to = "customer" + i;
      policy(to);
      byte[] key = wrappedKey(from);
      List<String> options =
          List.of(
              "--offer",
              offer().toString(),
              "--wrapped",
              path("wrapped"),
              "--to",
              path(to),
              "--yes");
      String[] words = options.toArray(String[]::new);
      if (whole == 0) {
        whole = time("import", from, words);
      } else {
        kill(whole, i, "import", from, words);
      }
      check(from);

      done(run("import", from, words));

      check(from);
      check(to);
      assertThat(folder.resolve(to + ".key")).hasBinaryContent(key);
      assertThat(files(offer())).isEmpty();
      done(run("rewrap", to, "--finish", "--yes"));
      check(to);
      from = to;
    }
    assertThat(files(folder)).noneMatch(file -> file.toString().endsWith(".new"));
    assertSpread();
  }

  @Test
  void ofTwoThatRotateWhatIsDueOneWinsAndTheOtherTakesItUp() throws Exception {
    Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
    for (int round = 0; round < 3; round++) {
      String domain = "old" + round;
      try (KeyringAccess access = access("first")) {
        access.change(keyring -> keyring.withDomain(domain, random, yesterday)).close();
      }
      check("first");
      try (CommandProcess one = start("rotate", "first");
          CommandProcess two = start("rotate", "first")) {
        assertThat(one.await()).as(one.printed()).isZero();
        assertThat(two.await()).as(two.printed()).isZero();
        assertThat(List.of(one.printed(), two.printed()))
            .as("one of them has made the new key")
            .anyMatch(printed -> printed.contains("New data key"));
      }
      try (KeyringAccess access = access("first");
          Keyring keyring = access.open()) {
        assertThat(keyring.domain(domain).orElseThrow().dataKeys()).hasSize(2);
      }
      check("first");
    }
  }

  @Test
  void twoThatRotateAnyhowDoSoOneAfterTheOther() throws Exception {
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
  private void check(String policy) {
    try (KeyringAccess access = access(policy);
        Keyring keyring = access.open()) {
      Map<Integer, byte[]> found = new HashMap<>();
      for (KeyDomain domain : keyring.domains()) {
        domain.versions().forEach(version -> found.put(version.id(), use(keyring, version)));
      }
      known.forEach((id, result) -> assertThat(found.get(id)).isEqualTo(result));
      known.putAll(found);
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
    List<String> words = new ArrayList<>(List.of("keys", command, "--policy", path(policy)));
    words.addAll(List.of(options));
    return words;
  }

  private static void done(CommandLineRun run) {
    assertThat(run.code()).as(run.err()).isZero();
  }

  private byte[] wrappedKey(String policy) throws Exception {
    done(run("import", policy, "--offer", offer().toString(), "--kind", "hpke"));
    String pem = Files.readString(offer().resolve("import-key.pem"));
    PublicKey sent =
        KeyFactory.getInstance("X25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
    byte[] key = random();
    byte[] wrapped =
        new HpkeSender(2)
            .seal(
                sent,
                random(),
                HpkeOneTimeKey.INFO.getBytes(StandardCharsets.US_ASCII),
                new byte[0],
                key);
    Files.write(Path.of(path("wrapped")), wrapped);
    return key;
  }

  private Path offer() {
    return folder.resolve("offer");
  }

  private String path(String name) {
    return folder.resolve(name + ".yaml").toString();
  }

  private void policy(String name) throws IOException {
    Files.writeString(Path.of(path(name)), POLICY.formatted(name));
  }

  private KeyringAccess access(String policy) {
    return KeyringAccess.of(PolicyLoader.load(path(policy), Map.of()).policy().keys());
  }

  private void key(String name) throws IOException {
    Path file = folder.resolve(name + ".key");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, random());
  }

  private byte[] random() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private static List<Path> files(Path of) throws IOException {
    try (Stream<Path> found = Files.list(of)) {
      return found.toList();
    }
  }
}
