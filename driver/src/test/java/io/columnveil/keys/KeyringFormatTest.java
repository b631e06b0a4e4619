package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.crypto.JceServices;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TableKind;
import io.columnveil.policy.model.TypeName;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyringFormatTest {

  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.234Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void keyringsOfTheFirstFormatAreReadAndMovedToTheSecondByTheNextChange() throws Exception {
    Keyring first = Keyring.open(resource("/frozen/v1-columns.keyring"), TestKek.of(1));

    assertThat(first.id()).hasToString("89ed5a23-2e71-091c-7b2a-b8ab398fe7cf");
    assertThat(first.counter()).isEqualTo(3);
    assertFrozenContent(first);
    assertThat(first.kekSince()).isEmpty();

    Keyring second = Keyring.open(first.seal(), TestKek.of(1));

    assertThat(second.counter()).isEqualTo(4);
    assertFrozenContent(second);
  }

  @Test
  void keyringsOfTheSecondFormatStayReadable() throws Exception {
    Keyring keyring = Keyring.open(resource("/frozen/v2.keyring"), TestKek.of(1));

    KeyDomain domain = keyring.domain("d").orElseThrow();
    assertThat(domain.dataKeys()).hasSize(3);
    KeyTimes times = domain.dataKeys().get(0).times();
    assertThat(times.created()).isEqualTo(NOW);
    assertThat(domain.active(KeyRole.DATA).times().activated()).contains(NOW);
    assertThat(domain.dataKeys().get(1).status()).isEqualTo(KeyStatus.DESTROYED);
    assertThat(domain.dataKeys().get(1).times().retired()).contains(NOW);
    assertThat(domain.dataKeys().get(1).times().destroyed()).contains(NOW);
    assertThat(keyring.kekSince()).contains(NOW);
    ColumnRecord column = keyring.columns().get(0);
    RotationRecord rotation = column.rotation().orElseThrow();
    assertThat(rotation.phase()).isEqualTo(EqualityRotation.Phase.FILLING);
    assertThat(rotation.secondColumn()).isEqualTo("email_lookup_2");
    assertThat(rotation.oldKey()).isEqualTo(domain.activeLookupKey());
    assertThat(keyring.findKey(rotation.newKey())).isPresent();
    assertThat(rotation.started()).isEqualTo(NOW);
    keyring.deterministicAead(domain.active(KeyRole.DATA), JceServices.platform());
  }

  @Test
  void checkValuesOfKeysAreReadAndWritten() throws Exception {
    Keyring keyring = Keyring.open(resource("/frozen/v2-checks.keyring"), TestKek.of(1));

    KeyDomain domain = keyring.domain("d").orElseThrow();
    assertThat(domain.versions().filter(key -> key.check().isKnown())).hasSize(4);
    assertThat(domain.dataKeys().get(1).check().isKnown()).as("of a destroyed key").isFalse();
    keyring.deterministicAead(domain.active(KeyRole.DATA), JceServices.platform());

    Keyring again = Keyring.open(keyring.seal(), TestKek.of(1));

    assertThat(again.domain("d").orElseThrow().versions().map(KeyVersion::check))
        .containsExactlyElementsOf(domain.versions().map(KeyVersion::check).toList());
  }

  @Test
  void attributesThatAreNotKnownMakeAKeyringUnreadable() {
    byte[] content =
        KeyringSeal.withoutSeal(
            Keyring.create(UUID.randomUUID(), "test", TestKek.of(1), CLOCK).seal());
    int tag = 8 + 2 + 16 + 8 + 2 + 4 + 2 + 1 + 2;
    assertThat(content[tag + 1]).isEqualTo((byte) KeyringReader.KEK_SINCE);
    content[tag] = 0x7F;
    KeyEncryptionKey kek = TestKek.of(1);
    byte[] sealed = KeyringSeal.seal(content, kek);
    assertThatThrownBy(() -> Keyring.open(sealed, kek))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("newer version");
  }

  /**
   * Makes {@code frozen/v2-checks.keyring}; {@code v2.keyring} has no check values yet. A new
   * version of the format adds a file beside it.
   */
  static byte[] second() {
    Keyring keyring =
        Keyring.create(UUID.randomUUID(), "test", TestKek.of(1), CLOCK)
            .withDomain("d", RANDOM, CLOCK)
            .withRotatedDataKey("d", RANDOM, CLOCK)
            .withRotatedDataKey("d", RANDOM, CLOCK);
    int middle = keyring.domain("d").orElseThrow().dataKeys().get(1).id();
    keyring = keyring.withKeyStatus(middle, KeyStatus.DESTROYED, CLOCK);
    NewKey lookup = keyring.withNewKey("d", KeyUse.LOOKUP, RANDOM, CLOCK);
    int before = keyring.domain("d").orElseThrow().activeLookupKey();
    ColumnRecord column =
        new ColumnRecord(
            new ColumnId("public", "users", "email"),
            TableKind.USER,
            ColumnState.ENCRYPTED,
            true,
            "d",
            new Scheme.Randomized(Optional.of(new Lookup("email_lookup", List.of()))),
            new LogicalType(TypeName.VARCHAR, 320, -1),
            Optional.of(
                new RotationRecord(
                    EqualityRotation.Phase.FILLING,
                    "email_lookup_2",
                    before,
                    lookup.key().id(),
                    NOW)));
    return lookup.keyring().withColumn(column).seal();
  }

  private static void assertFrozenContent(Keyring keyring) {
    assertThat(keyring.domains())
        .extracting(KeyDomain::name)
        .containsExactly("first", "second", "third");
    KeyDomain second = keyring.domain("second").orElseThrow();
    assertThat(second.dataKeys())
        .extracting(KeyVersion::name)
        .containsExactly("de539949", "de53cc1c");
    assertThat(second.activeDataKey()).isEqualTo(0xde53cc1c);
    assertThat(second.activeEqualityKey()).isEqualTo(0xde539949);
    assertThat(second.activeLookupKey()).isEqualTo(0x9115d802);
    assertThat(second.dataKeys().get(1).created()).isEqualTo("2026-11-24T17:44:34Z");
    assertThat(keyring.findKey(0xb069d8c6).orElseThrow().status()).isEqualTo(KeyStatus.DISABLED);
    assertThat(keyring.columns()).hasSize(2 + TypeName.values().length);
    assertThat(keyring.columns().get(0))
        .isEqualTo(
            new ColumnRecord(
                new ColumnId("public", "users", "email"),
                TableKind.USER,
                ColumnState.MIXED,
                false,
                "first",
                new Scheme.Randomized(
                    Optional.of(
                        new Lookup(
                            "email_lookup", List.of(Normalization.TRIM, Normalization.LOWERCASE)))),
                new LogicalType(TypeName.VARCHAR, 320, -1)));
    assertThat(keyring.columns().get(1).kind()).isEqualTo(TableKind.EVENT);
    keyring.deterministicAead(second.dataKeys().get(0), JceServices.platform());
    keyring.lookupTokens(second.active(KeyRole.LOOKUP), 0, JceServices.platform());
  }

  private static byte[] resource(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(KeyringFormatTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }
}
