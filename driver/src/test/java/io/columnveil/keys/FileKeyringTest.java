package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeyringTest {

  private static final String PASSPHRASE = "correct horse battery staple";

  @TempDir Path folder;

  @Test
  void isCreatedOpenedAndChangedUnderAPassphrase() {
    try (KeyringAccess access = KeyringAccess.of(settings("passphrase", PASSPHRASE))) {
      assertThat(access.exists()).isFalse();
      try (Keyring created = access.create()) {
        assertThat(created.domains()).isEmpty();
        assertThat(created.counter()).isEqualTo(1);
      }
      String before = access.stamp();
      try (Keyring changed =
          access.change(k -> k.withDomain("d", new SecureRandom(), Clock.systemUTC()))) {
        assertThat(changed.counter()).isEqualTo(2);
        assertThat(changed.domain("d")).isPresent();
      }
      assertThat(access.stamp()).isNotEqualTo(before);
      assertCode(access::create, ErrorCode.POLICY_INVALID);
    }
    try (KeyringAccess again = KeyringAccess.of(settings("passphrase", PASSPHRASE));
        Keyring opened = again.open()) {
      assertThat(opened.domain("d")).isPresent();
      assertThat(opened.hasKeys()).isTrue();
    }
    try (KeyringAccess wrong = KeyringAccess.of(settings("passphrase", PASSPHRASE + "r"))) {
      assertCode(wrong::open, ErrorCode.POLICY_INVALID);
    }
    try (KeyringAccess none = KeyringAccess.of(settings("none", ""));
        Keyring opened = none.open()) {
      assertThat(opened.hasKeys()).isFalse();
      assertThat(opened.domain("d")).isPresent();
    }
  }

  @Test
  void refusesShortPassphrasesUnknownProvidersAndMissingFiles() {
    for (String weak : List.of("", "            ", "elevenchars")) {
      assertCode(
          () -> KeyringAccess.of(settings("passphrase", weak)).create(), ErrorCode.POLICY_INVALID);
    }
    assertCode(
        () -> KeyringAccess.of(settings("vault", PASSPHRASE)).create(), ErrorCode.POLICY_INVALID);
    assertCode(() -> KeyringAccess.of(settings("none", "")).create(), ErrorCode.POLICY_INVALID);
    assertCode(
        () -> KeyringAccess.of(settings("passphrase", PASSPHRASE)).open(),
        ErrorCode.POLICY_INVALID);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesArgon2idParametersOutOfBounds() {
    PassphraseProvider provider = new PassphraseProvider();
    ProviderSettings settings =
        new ProviderSettings(
            new KekProvider(
                "passphrase",
                Map.of("passphrase", PASSPHRASE),
                new Source("policy.yaml", "keys:").at(0)));
    UUID keyring = UUID.randomUUID();
    byte[] salt = new byte[16];
    int[][] bad = {{1024, 3, 4}, {2 * 1024 * 1024, 3, 4}, {65536, 1000, 4}, {65536, 3, 100}};
    for (int[] p : bad) {
      byte[] parameters =
          java.nio.ByteBuffer.allocate(30)
              .put((byte) 1)
              .putInt(p[0])
              .putInt(p[1])
              .putInt(p[2])
              .put((byte) 16)
              .put(salt)
              .array();
      assertCode(() -> provider.open(settings, keyring, parameters), ErrorCode.POLICY_INVALID);
    }
    assertCode(() -> provider.open(settings, keyring, new byte[3]), ErrorCode.POLICY_INVALID);
    assertCode(() -> provider.open(settings, keyring, new byte[] {2}), ErrorCode.POLICY_INVALID);
  }

  @Test
  void isTheOwnersOnlyAndKeepsWiderReading() throws Exception {
    FileKeyringStore store = new FileKeyringStore(file());
    store.replace(old -> new byte[] {1});
    assertThat(permissions()).isEqualTo("rw-------");

    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    store.replace(old -> new byte[] {2});
    assertThat(permissions()).isEqualTo("rw-r-----");
    assertThat(store.read()).contains(new byte[] {2});

    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw----"));
    assertCode(store::read, ErrorCode.POLICY_INVALID);
  }

  /** A volume that is not mounted must not get a keyring of its own. */
  @Test
  void aLinkThatLeadsNowhereAndAMissingFolderAreNoNewKeyring() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("away/shop"));
    KeyringStore linked = new FileKeyringStore(link);
    assertThatThrownBy(linked::read).hasMessageContaining("is a link to a file that is not there");
    assertThatThrownBy(() -> linked.replace(present -> new byte[1]))
        .isInstanceOf(IssueException.class);
    assertThat(folder.resolve("link")).isSymbolicLink();
    KeyringStore away = new FileKeyringStore(folder.resolve("away/shop"));
    assertThat(away.read()).isEmpty();
    assertThatThrownBy(() -> away.replace(present -> new byte[1]))
        .hasMessageContaining("its folder is not there")
        .hasMessageContaining("Make the folder");
  }

  @Test
  void aLinkStaysALinkToTheChangedKeyring() throws Exception {
    new FileKeyringStore(file()).replace(old -> new byte[] {1});
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("linked.keyring"), file());
    new FileKeyringStore(link).replace(old -> new byte[] {2});
    assertThat(link).isSymbolicLink();
    assertThat(new FileKeyringStore(file()).read()).contains(new byte[] {2});
    assertThat(elsewhere.resolve("linked.keyring.lock")).doesNotExist();
  }

  @Test
  void leavesTheOldBytesWhenAChangeFails() {
    FileKeyringStore store = new FileKeyringStore(file());
    store.replace(old -> new byte[] {1});
    assertThatThrownBy(
            () ->
                store.replace(
                    old -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.read()).contains(new byte[] {1});
    assertThat(folder.resolve("shop.keyring.new")).doesNotExist();
  }

  @Test
  void changesOfManyThreadsAreMadeOneAfterAnotherWhileOthersRead() throws Exception {
    FileKeyringStore store = new FileKeyringStore(file());
    store.replace(old -> new byte[1000]);
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 25; i++) {
                    new FileKeyringStore(file())
                        .replace(
                            old -> {
                              byte[] next = old.orElseThrow();
                              java.util.Arrays.fill(next, (byte) (next[0] + 1));
                              return next;
                            });
                  }
                }));
      }
      for (int thread = 0; thread < 2; thread++) {
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 300; i++) {
                    byte[] seen = store.read().orElseThrow();
                    assertThat(seen).hasSize(1000).containsOnly(seen[0]);
                  }
                }));
      }
      for (Future<?> task : running) {
        task.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(store.read().orElseThrow()[0]).isEqualTo((byte) 100);
  }

  @Test
  void changesOfTwoProcessesAreMadeOneAfterAnother() throws Exception {
    FileKeyringStore store = new FileKeyringStore(file());
    store.replace(old -> new byte[] {0});
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Incrementer.class.getName(),
                  file().toString())
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(store.read().orElseThrow()[0]).isEqualTo((byte) 60);
  }

  /** Adds 30 to the only byte of a file, one by one. */
  static final class Incrementer {
    public static void main(String[] arguments) {
      FileKeyringStore store = new FileKeyringStore(Path.of(arguments[0]));
      for (int i = 0; i < 30; i++) {
        store.replace(old -> new byte[] {(byte) (old.orElseThrow()[0] + 1)});
      }
    }
  }

  @Test
  void neverPrintsThePassphrase() {
    KeySettings settings = settings("passphrase", "hunter2");
    KeyringAccess access = KeyringAccess.of(settings);
    assertThat(access.toString() + settings).doesNotContain("hunter2");
    assertThatThrownBy(access::create).hasMessageNotContaining("hunter2");
  }

  private Path file() {
    return folder.resolve("shop.keyring");
  }

  private String permissions() throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }

  private KeySettings settings(String provider, String passphrase) {
    return new KeySettings(
        "file:" + file(),
        new KekProvider(
            provider, Map.of("passphrase", passphrase), new Source("policy.yaml", "keys:").at(0)),
        Duration.ofDays(365),
        Duration.ofMinutes(5),
        Optional.empty());
  }

  private static void assertCode(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            IssueException.class, e -> assertThat(e.first().code()).isEqualTo(code));
  }
}
