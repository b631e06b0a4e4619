package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.issue.Source;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases are counted in the time since the machine's start; only ages are read from a clock. */
class ClockLeapTest {

  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path folder;

  private final SecureRandom random = new SecureRandom();
  private final LeapingClock clock = new LeapingClock(Instant.parse("2026-11-28T00:00:00Z"));
  private final AtomicLong nanos = new AtomicLong();
  private KeyringAccess access;
  private DataKeyRotation rotation;

  @BeforeEach
  void create() {
    SwitchableProvider.state = SwitchableProvider.State.UP;
    access =
        KeyringAccess.of(
            new KeySettings(
                "file:" + folder.resolve("shop.keyring"),
                new KekProvider("switchable", Map.of(), new Source("policy.yaml", "keys:").at(0)),
                YEAR,
                Duration.ofMinutes(5),
                Optional.empty()));
    access.create().close();
    access.change(keyring -> keyring.withDomain("d", random, clock)).close();
    rotation = new DataKeyRotation(YEAR, random, clock, keyring -> {}, nanos::get);
    pass(Duration.ofSeconds(1));
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void rotatesWhenTheTimeHasPassed() {
    pass(YEAR);
    assertThat(versions()).isEqualTo(2);
    pass(Duration.ofDays(364));
    assertThat(versions()).isEqualTo(2);
  }

  @Test
  void aClockThatLeapsAheadAndIsSetRightRotatesNothing() {
    clock.leap(YEAR.multipliedBy(40));
    for (int minute = 0; minute < 55; minute++) {
      pass(Duration.ofMinutes(1));
    }
    clock.leap(YEAR.multipliedBy(40).negated());
    for (int minute = 0; minute < 120; minute++) {
      pass(Duration.ofMinutes(1));
    }
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void aClockThatStaysAheadRotatesOnceAndWhenItIsSetRightThatIsTold() {
    clock.leap(YEAR.multipliedBy(40));
    for (int minute = 0; minute < 600; minute++) {
      pass(Duration.ofMinutes(1));
    }
    assertThat(versions()).isEqualTo(2);
    clock.leap(YEAR.multipliedBy(40).negated());
    for (int minute = 0; minute < 120; minute++) {
      pass(Duration.ofMinutes(1));
    }
    assertThat(versions()).isEqualTo(2);
    try (Keyring keyring = access.open()) {
      assertThat(rotation.fromTheFuture(keyring)).containsExactly("d");
    }
  }

  @Test
  void aFailureIsTriedAgainAfterAnHourAlsoIfTheClockGoesBack() throws Exception {
    Path keyring = folder.resolve("shop.keyring");
    Path aside = Files.copy(keyring, folder.resolve("aside"));
    try (Keyring before = access.open()) {
      clock.leap(YEAR);
      nanos.addAndGet(YEAR.toNanos());
      Files.delete(keyring);
      rotation.look(before, access);
      Files.move(aside, keyring, StandardCopyOption.REPLACE_EXISTING);
    }
    pass(Duration.ofMinutes(30));
    assertThat(versions()).as("pausing").isEqualTo(1);
    clock.leap(Duration.ofSeconds(-200));
    pass(Duration.ofMinutes(31));
    assertThat(versions()).isEqualTo(2);
  }

  /** Time passes, and the clock shows it. */
  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    clock.leap(time);
    try (Keyring keyring = access.open()) {
      rotation.look(keyring, access);
    }
  }

  private int versions() {
    try (Keyring keyring = access.open()) {
      return keyring.domain("d").orElseThrow().dataKeys().size();
    }
  }
}
