package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.crypto.JceServices;
import io.columnveil.crypto.NonceSource;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.KekProvider;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that answers with a key that is one, but not the right one. */
class KeyCheckTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  @BeforeEach
  @AfterEach
  void up() {
    SwitchableProvider.state = SwitchableProvider.State.UP;
  }

  @Test
  void aWrongDataOrLookupKeyIsNotUsed() {
    Path file = folder.resolve("shop.keyring");
    try (KeyringAccess access = access(file)) {
      access.create().close();
      try (Keyring keyring = access.change(k -> k.withDomain("d", RANDOM, CLOCK))) {
        KeyDomain domain = keyring.domain("d").orElseThrow();
        SwitchableProvider.state = SwitchableProvider.State.WRONG;

        assertThatThrownBy(() -> encrypt(keyring, domain.active(KeyRole.DATA)))
            .isInstanceOf(IssueException.class)
            .hasMessageContaining("55V01")
            .hasMessageContaining("gave another key back than key")
            .hasMessageContaining("domain 'd'")
            .hasMessageContaining("keys.wrappedBy");
        assertRefused(
            () -> keyring.lookupTokens(domain.active(KeyRole.LOOKUP), 0, JceServices.platform()));
      }
      SwitchableProvider.state = SwitchableProvider.State.UP;
      try (Keyring keyring = access.open()) {
        encrypt(keyring, keyring.domain("d").orElseThrow().active(KeyRole.DATA));
      }
    }
  }

  @Test
  void aProviderThatGivesAWrongKeyChangesNothing() throws Exception {
    Path file = folder.resolve("shop.keyring");
    try (KeyringAccess access = access(file)) {
      access.create().close();
      access.change(k -> k.withDomain("d", RANDOM, CLOCK)).close();
      byte[] before = Files.readAllBytes(file);
      SwitchableProvider.state = SwitchableProvider.State.WRONG;

      assertThatThrownBy(() -> access.change(k -> k.withRotatedDataKey("d", RANDOM, CLOCK)))
          .isInstanceOf(IssueException.class)
          .hasMessageContaining("does not give back what it wrapped");
      assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }
  }

  @Test
  void aWrongSealKeyIsNotKept() {
    Path file = folder.resolve("shop.keyring");
    try (KeyringAccess access = access(file)) {
      access.create().close();
    }
    try (KeyringAccess access = access(file)) {
      SwitchableProvider.state = SwitchableProvider.State.WRONG;
      assertThatThrownBy(access::open)
          .isInstanceOf(IssueException.class)
          .hasMessageContaining("does not belong to this key encryption key");
      SwitchableProvider.state = SwitchableProvider.State.UP;
      access.open().close();
    }
  }

  /**
   * Otherwise it would be wrapped in place of the right one, which the end of the move destroys.
   */
  @Test
  void aWrongKeyOfTheOldProviderIsNotRewrapped() {
    LyingKek old = new LyingKek();
    try (Keyring keyring = Keyring.open(TestKek.keyring("d").seal(), old)) {
      old.lies = true;
      assertRefused(() -> keyring.withKek("test", TestKek.of(2), Optional.empty()));
      old.lies = false;
      Keyring moved = keyring.withKek("test", TestKek.of(2), Optional.empty());
      encrypt(moved, moved.domain("d").orElseThrow().active(KeyRole.DATA));
    }
  }

  @Test
  void aWrongKeyForPoliciesIsNeitherUsedNorRewrapped() {
    LyingKek kek = new LyingKek();
    byte[] pinned = new PolicySealing(TestKek.keyring("d")).pinned(true, RANDOM).seal();
    try (Keyring keyring = Keyring.open(pinned, kek)) {
      kek.lies = true;
      assertRefused(() -> new PolicySealing(keyring).seal("version: 1", Optional.empty()));
      kek.lies = false;
      String seal = new PolicySealing(keyring).seal("version: 1", Optional.empty());
      new PolicySealing(keyring).require("version: 1", Optional.of(seal));
    }
    Keyring withoutDomains =
        new PolicySealing(Keyring.create(UUID.randomUUID(), "test", TestKek.of(1), CLOCK))
            .pinned(true, RANDOM);
    try (Keyring keyring = Keyring.open(withoutDomains.seal(), kek)) {
      kek.lies = true;
      assertRefused(() -> keyring.withKek("test", TestKek.of(2), Optional.empty()));
    }
  }

  @Test
  void aWrongRootKeyBetweenTwoKeysWrapsNothing() {
    UUID id = UUID.randomUUID();
    LyingKek old = new LyingKek();
    SlottedKey both = SlottedKey.create(id, "one", old, "two", TestKek.of(2), RANDOM);
    KeySlot slot = KeySlot.read(both.parameters()).get(0);
    SlottedKey opened = SlottedKey.open(id, both.parameters(), slot, old);
    old.lies = true;
    for (SlottedKey key : new SlottedKey[] {both, opened}) {
      assertRefused(() -> key.wrap(new byte[32], KeyContext.of(id)));
      assertRefused(key::sealKey);
      assertRefused(key::check);
    }
  }

  @Test
  void keysOfEarlierKeyringsGetACheckValueWhenTheyAreRewrapped() throws Exception {
    try (Keyring old = Keyring.open(frozen(), TestKek.of(1));
        Keyring moved = old.withKek("test", TestKek.of(2), Optional.empty())) {
      assertThat(old.domain("d").orElseThrow().versions()).noneMatch(key -> key.check().isKnown());
      assertThat(moved.domain("d").orElseThrow().versions())
          .allMatch(key -> key.check().isKnown() == (key.status() != KeyStatus.DESTROYED));
    }
  }

  private static byte[] frozen() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(KeyCheckTest.class.getResourceAsStream("/frozen/v2.keyring"))) {
      return in.readAllBytes();
    }
  }

  private static void encrypt(Keyring keyring, KeyVersion key) {
    keyring.randomizedAead(key, JceServices.platform(), new NonceSource(RANDOM));
  }

  private static void assertRefused(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("55V01")
        .hasMessageContaining("another key");
  }

  private static KeyringAccess access(Path file) {
    return new KeyringAccess(
        new FileKeyringStore(file),
        new KekProvider("switchable", Map.of(), new Source("policy.yaml", "keys:").at(0)),
        RANDOM);
  }

  /** Gives another key back whenever it is told to. */
  private static final class LyingKek implements KeyEncryptionKey {

    private final KeyEncryptionKey key = TestKek.of(1);
    private boolean lies;

    @Override
    public byte[] parameters() {
      return key.parameters();
    }

    @Override
    public byte[] wrap(byte[] dataKey, KeyContext context) {
      return key.wrap(dataKey, context);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, KeyContext context) {
      byte[] unwrapped = key.unwrap(wrapped, context);
      if (lies) {
        unwrapped[31] ^= 1;
      }
      return unwrapped;
    }

    @Override
    public byte[] sealKey() {
      return key.sealKey();
    }

    @Override
    public void check() {
      key.check();
    }

    @Override
    public void close() {
      key.close();
    }
  }
}
