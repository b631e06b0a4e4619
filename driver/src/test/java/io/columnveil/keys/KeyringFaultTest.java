package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.crypto.JceServices;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.KekProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringFaultTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void up() {
    SwitchableProvider.state = SwitchableProvider.State.UP;
  }

  @Test
  void aProcessThatIsKilledWhileItRotatesLeavesAUsableKeyring() throws Exception {
    Path file = folder.resolve("shop.keyring");
    try (KeyringAccess access = access(file)) {
      access.create().close();
      access.change(k -> k.withDomain("d", RANDOM, CLOCK)).close();
      long changes = 2;
      for (int kill = 0; kill < 4; kill++) {
        List<Process> rotators = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          rotators.add(start(file));
        }
        long before = changes;
        long end = System.nanoTime() + 60_000_000_000L;
        while (counter(access) < before + 5 && System.nanoTime() - end < 0) {
          Thread.sleep(5);
        }
        Thread.sleep(RANDOM.nextInt(30));
        for (Process rotator : rotators) {
          rotator.destroyForcibly().waitFor();
        }
        try (Keyring keyring = access.open()) {
          changes = keyring.counter();
          assertThat(changes).isGreaterThanOrEqualTo(before + 5);
          KeyDomain domain = keyring.domain("d").orElseThrow();
          assertThat(domain.dataKeys()).hasSize((int) changes - 1);
          domain.dataKeys().forEach(key -> keyring.deterministicAead(key, JceServices.platform()));
        }
        access.change(k -> k.withRotatedDataKey("d", RANDOM, CLOCK)).close();
        changes++;
      }
    }
  }

  @Test
  void aProviderThatFailsInTheMiddleChangesNothing() throws Exception {
    Path file = folder.resolve("shop.keyring");
    try (KeyringAccess access = access(file)) {
      access.create().close();
      access.change(k -> k.withDomain("d", RANDOM, CLOCK)).close();
      byte[] before = Files.readAllBytes(file);
      SwitchableProvider.state = SwitchableProvider.State.DOWN;
      assertThatThrownBy(() -> access.change(k -> k.withRotatedDataKey("d", RANDOM, CLOCK)))
          .isInstanceOf(IssueException.class)
          .hasMessageContaining("58V01");
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  private static long counter(KeyringAccess access) {
    try (Keyring keyring = access.open()) {
      return keyring.counter();
    }
  }

  private static Process start(Path file) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Rotator.class.getName(),
            file.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static KeyringAccess access(Path file) {
    return new KeyringAccess(
        new FileKeyringStore(file),
        new KekProvider("switchable", Map.of(), new Source("policy.yaml", "keys:").at(0)),
        RANDOM);
  }

  /** Rotates until it is killed. */
  static final class Rotator {
    public static void main(String[] arguments) {
      try (KeyringAccess access = access(Path.of(arguments[0]))) {
        while (!Thread.currentThread().isInterrupted()) {
          access.change(k -> k.withRotatedDataKey("d", RANDOM, CLOCK)).close();
        }
      }
    }
  }
}
