package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.crypto.JceServices;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.KekProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KekMoveTest {

  private static final byte[] VALUE = {1, 2, 3};

  @TempDir Path folder;

  private final SecureRandom random = new SecureRandom();
  private final KekMove move = new KekMove(random, Clock.systemUTC());
  private KekProvider old;
  private KekProvider next;

  @BeforeEach
  void makeKeyring() throws Exception {
    old = keyFile("old");
    next = keyFile("next");
    try (KeyringAccess access = access(old)) {
      access.create().close();
      access
          .change(keyring -> keyring.withDomain("users.email", random, Clock.systemUTC()))
          .close();
    }
  }

  @Test
  void isOpenedByBothKeysAndThenByTheNewOneOnly() {
    byte[] token = token(old);
    try (KeyringAccess running = access(old)) {
      move.begin(running, old, next).close();
      assertThat(token(old)).isEqualTo(token);
      assertThat(token(next)).isEqualTo(token);
      // A process with either policy may change the keyring meanwhile.
      running.change(k -> k.withDomain("users.phone", random, Clock.systemUTC())).close();
    }
    try (KeyringAccess access = access(next)) {
      move.finish(access, next);
    }
    assertThat(token(next)).isEqualTo(token);
    assertThatThrownBy(() -> token(old)).isInstanceOf(IssueException.class);
  }

  @Test
  void leavesTheKeyringAsItWasIfTheNewKeyCannotBeUsed() throws Exception {
    byte[] before = Files.readAllBytes(folder.resolve("shop.keyring"));
    KekProvider missing = provider(folder.resolve("missing.key"));
    try (KeyringAccess access = access(old)) {
      assertThatThrownBy(() -> move.begin(access, old, missing)).isInstanceOf(IssueException.class);
    }
    assertThat(folder.resolve("shop.keyring")).hasBinaryContent(before);
  }

  @Test
  void finishingWithoutAMoveDoesNotEndADestruction() {
    try (KeyringAccess access = access(old)) {
      access.change(k -> k.withDestroyedDomain("users.email", Clock.systemUTC())).close();
      try (Keyring keyring = move.finish(access, old)) {
        assertThat(keyring.isRewrapDue()).isTrue();
      }
    }
  }

  /** Otherwise a wrong clock would say that backups are worthless while they are not. */
  @Test
  void aDestructionIsDueUntilAMoveAlsoUnderClocksThatLeap() throws Exception {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofDays(3650));
    try (KeyringAccess access = access(old)) {
      move.begin(access, old, next).close();
    }
    try (KeyringAccess access = access(next)) {
      new KekMove(random, ahead).finish(access, next).close();
      try (Keyring keyring =
          access.change(k -> k.withDestroyedDomain("users.email", Clock.systemUTC()))) {
        assertThat(keyring.isRewrapDue()).as("destroyed after the clock was set right").isTrue();
      }
      KekProvider third = keyFile("third");
      move.begin(access, next, third).close();
      try (KeyringAccess moved = access(third);
          Keyring keyring = move.finish(moved, third)) {
        assertThat(keyring.isRewrapDue()).as("moved before the time of destruction").isFalse();
      }
    }
  }

  @Test
  void theKeyThatOpensDestroyedOnesInBackupsIsNoGoalInTheMiddleOfAMoveEither() {
    try (KeyringAccess access = access(old)) {
      access.change(k -> k.withDestroyedDomain("users.email", Clock.systemUTC())).close();
      move.begin(access, old, next).close();
      move.begin(access, old, next).close(); // again, after it was killed
    }
    try (KeyringAccess access = access(next)) {
      assertThatThrownBy(() -> move.begin(access, next, old))
          .hasMessageContaining("the key that opens them in backups");
      try (Keyring keyring = move.finish(access, next)) {
        assertThat(keyring.isRewrapDue()).isFalse();
      }
    }
  }

  /** Else a move back, to the key that opens destroyed ones in backups, would count as one away. */
  @Test
  void aProviderThatGivesNoAnswerIsNotTakenForOneOfAnotherKey() throws Exception {
    KekProvider service =
        new KekProvider("switchable", Map.of(), new Source("policy.yaml", "keys:").at(0));
    KeyEncryptionKeys keys = new KeyEncryptionKeys(service, random);
    try (KeyringAccess access = access(old)) {
      move.begin(access, old, service).close();
    }
    try (KeyringAccess access = access(service)) {
      move.finish(access, service).close();
      move.begin(access, service, next).close();
    }
    try (KeyringAccess access = access(next);
        Keyring keyring = access.open()) {
      assertThat(access.isOpenedBy(service)).isTrue();
      assertThat(keyring.isMovedFrom(keys)).isTrue();
      SwitchableProvider.state = SwitchableProvider.State.REFUSING;
      assertThat(access.isOpenedBy(service)).isFalse();
      assertThat(keyring.isMovedFrom(keys)).isFalse();
      SwitchableProvider.state = SwitchableProvider.State.DOWN;
      assertThatThrownBy(() -> access.isOpenedBy(service)).hasMessageContaining("58V01");
      assertThatThrownBy(() -> keyring.isMovedFrom(keys)).hasMessageContaining("58V01");
    } finally {
      SwitchableProvider.state = SwitchableProvider.State.UP;
    }
  }

  @Test
  void nothingIsDestroyedBetweenTwoKeys() {
    try (KeyringAccess access = access(old)) {
      move.begin(access, old, next).close();
      assertThatThrownBy(
              () -> access.change(k -> k.withDestroyedDomain("users.email", Clock.systemUTC())))
          .hasMessageContaining("keys rewrap --finish");
      assertThatThrownBy(
              () ->
                  access.change(
                      k ->
                          k.withKeyStatus(
                              k.domain("users.email").orElseThrow().activeDataKey(),
                              KeyStatus.DESTROYED,
                              Clock.systemUTC())))
          .hasMessageContaining("keys rewrap --finish");
    }
    assertThat(token(next)).isNotEmpty();
  }

  @Test
  void aDestroyedDomainGetsNoNewKey() {
    try (KeyringAccess access = access(old)) {
      access.change(k -> k.withDestroyedDomain("users.email", Clock.systemUTC())).close();
      assertThatThrownBy(
              () ->
                  access.change(
                      k -> k.withRotatedDataKey("users.email", random, Clock.systemUTC())))
          .hasMessageContaining("would hide the loss");
    }
  }

  @Test
  void whatAnAlteredKeyringNamesAsItsProviderIsNoCommandToTheTerminal() throws Exception {
    Path file = folder.resolve("shop.keyring");
    byte[] bytes = Files.readAllBytes(file);
    int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("file");
    bytes[name] = 0x1b;
    bytes[name + 1] = '\n';
    Files.write(file, bytes);
    try (KeyringAccess access = access(old)) {
      assertThatThrownBy(access::open).hasMessageContaining("is wrapped by '??le'");
    }
  }

  private byte[] token(KekProvider provider) {
    try (KeyringAccess access = access(provider);
        Keyring keyring = access.open()) {
      KeyDomain domain = keyring.domain("users.email").orElseThrow();
      KeyVersion key = keyring.findKey(domain.activeLookupKey()).orElseThrow();
      return keyring.lookupTokens(key, 1, JceServices.platform()).token(VALUE);
    }
  }

  private KeyringAccess access(KekProvider provider) {
    return new KeyringAccess(
        new FileKeyringStore(folder.resolve("shop.keyring")), provider, random);
  }

  private KekProvider keyFile(String name) throws Exception {
    Path file = folder.resolve(name + ".key");
    byte[] key = new byte[32];
    random.nextBytes(key);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, key);
    return provider(file);
  }

  private static KekProvider provider(Path file) {
    return new KekProvider(
        "file", Map.of("path", file.toString()), new Source("policy.yaml", "keys:").at(0));
  }
}
