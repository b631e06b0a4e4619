package io.columnveil.keys;

import static io.columnveil.keys.Kek.DATA_KEY;
import static io.columnveil.keys.Kek.EMAIL;
import static io.columnveil.keys.Kek.KEYRING;
import static io.columnveil.keys.Kek.getsNoAnswer;
import static io.columnveil.keys.Kek.isInvalid;
import static io.columnveil.keys.Kek.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.columnveil.issue.IssueException;
import io.columnveil.keys.hadoop.HadoopKmsProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Apache Hadoop KMS. */
class HadoopKmsTest {

  @TempDir static Path folder;
  private static HadoopKmsServer server;

  private final KeyEncryptionKeyProvider provider = new HadoopKmsProvider();

  @BeforeAll
  static void start() throws Exception {
    assumeThat(Files.exists(HadoopKmsServer.CLASS_PATH))
        .as("NOT RUN: the class path of Hadoop KMS is not resolved (module hadoop-kms)")
        .isTrue();
    server = new HadoopKmsServer(folder);
    server.makeKey("cv", 256);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static ProviderSettings settings(String... changes) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of("address", server.address(), "key", "cv", "user", "app", "timeout", "2s"));
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return Kek.settings("hadoop-kms", settings);
  }

  @Test
  void wrapsForOneKeyringAndDomain() {
    Kek.keepsItsPromises(provider, settings());
  }

  @Test
  void refusesWeakAndMissingKeysAndOtherUsers() throws Exception {
    server.makeKey("weak", 128);
    isInvalid(() -> provider.create(settings("key", "weak"), KEYRING, new SecureRandom()));
    refuses(() -> provider.create(settings("key", "none"), KEYRING, new SecureRandom()));
    refuses(() -> provider.create(settings("user", "hunter"), KEYRING, new SecureRandom()));
    isInvalid(
        () ->
            provider.create(
                settings("address", "http://kms.example:9600/kms"), KEYRING, new SecureRandom()));
  }

  @Test
  void failsWhileTheServerIsDownOrHangsAndHealsByItself() throws Exception {
    try (KeyEncryptionKey kek = provider.create(settings(), KEYRING, new SecureRandom())) {
      byte[] wrapped = kek.wrap(DATA_KEY, EMAIL);
      server.signal("STOP");
      long start = System.nanoTime();
      getsNoAnswer(kek::check);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      server.signal("CONT");
      kek.check();
      server.kill();
      getsNoAnswer(() -> kek.unwrap(wrapped, EMAIL));
      server.start();
      assertThat(kek.unwrap(wrapped, EMAIL)).isEqualTo(DATA_KEY);
    }
  }

  @Test
  void stopsWorkingWhenTheUserLosesItsRightsOrTheKeyIsDeleted() throws Exception {
    server.makeKey("revoked", 256);
    try (KeyEncryptionKey kek =
        provider.create(settings("key", "revoked"), KEYRING, new SecureRandom())) {
      server.allow("nobody");
      waitUntil(() -> !works(kek));
      refuses(kek::check);
      server.allow("app");
      waitUntil(() -> works(kek));
      server.deleteKey("revoked");
      refuses(kek::check);
    }
  }

  private static boolean works(KeyEncryptionKey kek) {
    try {
      kek.check();
      return true;
    } catch (IssueException e) {
      return false;
    }
  }

  private static void waitUntil(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
