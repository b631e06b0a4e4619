package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.crypto.JceServices;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TableKind;
import io.columnveil.policy.model.TypeName;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyringTest {

  private static final ColumnRecord EMAIL =
      new ColumnRecord(
          new ColumnId("public", "users", "email"),
          TableKind.USER,
          ColumnState.MIXED,
          false,
          "public.users.email",
          new Scheme.Randomized(
              Optional.of(
                  new Lookup(
                      "email_lookup", List.of(Normalization.TRIM, Normalization.LOWERCASE)))),
          new LogicalType(TypeName.VARCHAR, 320, -1));
  private static final ColumnRecord CARD =
      new ColumnRecord(
          new ColumnId("public", "events", "card"),
          TableKind.EVENT,
          ColumnState.ENCRYPTED,
          true,
          "card",
          new Scheme.Deterministic(),
          new LogicalType(TypeName.NUMERIC, 19, 0));

  @Test
  void storesDomainsKeysAndColumns() {
    Keyring made = TestKek.keyring("public.users.email", "card").withColumn(EMAIL).withColumn(CARD);

    Keyring read = Keyring.open(made.seal(), TestKek.of(1));

    assertThat(read.id()).isEqualTo(made.id());
    assertThat(read.counter()).isEqualTo(made.counter() + 1);
    assertThat(read.columns()).containsExactly(EMAIL, CARD);
    assertThat(read.column(EMAIL.id())).contains(EMAIL);
    assertThat(read.domains())
        .extracting(KeyDomain::name)
        .containsExactly("public.users.email", "card");
    Set<Integer> ids = new HashSet<>();
    for (KeyDomain domain : read.domains()) {
      assertThat(domain.dataKeys()).hasSize(1);
      assertThat(domain.lookupKeys()).hasSize(1);
      assertThat(domain.activeDataKey()).isEqualTo(domain.activeEqualityKey());
      ids.add(domain.activeDataKey());
      ids.add(domain.activeLookupKey());
      assertThat(read.findKey(domain.activeDataKey()).orElseThrow().domain())
          .isEqualTo(domain.name());
    }
    assertThat(ids).hasSize(4).doesNotContain(0);
  }

  @Test
  void whoKeepsACryptoObjectOfAClosedKeyringIsMadeToForgetIt() {
    Keyring keyring = TestKek.keyring("d");
    AtomicInteger forgotten = new AtomicInteger();
    KeyHolder late = forgotten::incrementAndGet;
    keyring.requireOpen(late);
    assertThat(forgotten).hasValue(0);

    keyring.close();

    assertThatThrownBy(() -> keyring.requireOpen(late))
        .isInstanceOfSatisfying(
            IssueException.class,
            e -> assertThat(e.first().code()).isEqualTo(ErrorCode.KEY_UNAVAILABLE));
    assertThat(forgotten).hasValue(1);
    keyring.hold(late);
    assertThat(forgotten).hasValue(2);
  }

  @Test
  void everyTypeSchemeAndStateIsStored() {
    Keyring keyring = TestKek.keyring("d");
    for (TypeName type : TypeName.values()) {
      keyring =
          keyring.withColumn(
              new ColumnRecord(
                  new ColumnId("s", "t", type.name()),
                  TableKind.EVENT,
                  ColumnState.MIXED,
                  true,
                  "d",
                  new Scheme.Randomized(Optional.empty()),
                  LogicalType.of(type)));
    }
    assertThat(Keyring.open(keyring.seal(), TestKek.of(1)).columns())
        .isEqualTo(keyring.columns())
        .hasSize(TypeName.values().length);
  }

  @Test
  void replacesAndRemovesColumns() {
    Keyring keyring = TestKek.keyring("public.users.email").withColumn(EMAIL);
    ColumnRecord encrypted = EMAIL.withState(ColumnState.ENCRYPTED, true);
    assertThat(keyring.withColumn(encrypted).columns()).containsExactly(encrypted);
    assertThat(keyring.withoutColumn(EMAIL.id()).columns()).isEmpty();
    assertThat(keyring.columns()).containsExactly(EMAIL);
    assertThatThrownBy(() -> keyring.withColumn(CARD)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rejectsEveryChangedByteAndEveryOtherLength() {
    byte[] sealed = TestKek.keyring("d").withColumn(recordIn("d")).seal();
    for (int i = 0; i < sealed.length; i++) {
      byte[] tampered = sealed.clone();
      tampered[i] ^= 0x40;
      assertRefused(tampered);
      assertRefused(Arrays.copyOf(sealed, i));
    }
    assertRefused(Arrays.copyOf(sealed, sealed.length + 1));
  }

  @Test
  void anotherKeyDoesNotOpenIt() {
    byte[] sealed = TestKek.keyring("d").seal();
    assertThatThrownBy(() -> Keyring.open(sealed, TestKek.of(2)))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("08V01");
  }

  @Test
  void damagedBytesUnderARightSealAreRefusedToo() {
    byte[] content = KeyringSeal.withoutSeal(TestKek.keyring("d").withColumn(recordIn("d")).seal());
    KeyEncryptionKey kek = TestKek.of(1);
    int refused = 0;
    for (int i = 0; i < content.length; i++) {
      byte[] tampered = content.clone();
      tampered[i] ^= (byte) 0xFF;
      try {
        Keyring.open(KeyringSeal.seal(tampered, kek), kek);
      } catch (IssueException e) {
        assertThat(e.first().code()).isEqualTo(ErrorCode.POLICY_INVALID);
        refused++;
      }
      byte[] cut = KeyringSeal.seal(Arrays.copyOf(content, i), kek);
      assertThatThrownBy(() -> Keyring.open(cut, kek)).isInstanceOf(IssueException.class);
    }
    assertThat(refused).isPositive();
  }

  @Test
  void withoutKeysOnlyTheRecordsAreRead() {
    Keyring keyring =
        Keyring.openWithoutKeys(TestKek.keyring("d").withColumn(recordIn("d")).seal());
    assertThat(keyring.hasKeys()).isFalse();
    assertThat(keyring.columns()).containsExactly(recordIn("d"));
    KeyVersion key = keyring.domains().get(0).dataKeys().get(0);
    assertThatThrownBy(() -> keyring.deterministicAead(key, JceServices.platform()))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("55V01");
  }

  @Test
  void destroyedAndDisabledKeysAreUnavailable() {
    for (KeyStatus status : new KeyStatus[] {KeyStatus.DESTROYED, KeyStatus.DISABLED}) {
      Keyring keyring = TestKek.rotated(TestKek.keyring("d"), "d", status);
      KeyVersion old = keyring.domains().get(0).dataKeys().get(0);
      assertThat(old.status()).isEqualTo(status);
      assertThatThrownBy(() -> keyring.deterministicAead(old, JceServices.platform()))
          .isInstanceOf(IssueException.class)
          .hasMessageContaining("55V01");
    }
  }

  @Test
  void closingZeroesUnwrappedKeys() throws Exception {
    Keyring keyring = TestKek.keyring("d");
    KeyVersion key = keyring.domains().get(0).dataKeys().get(0);
    keyring.deterministicAead(key, JceServices.platform());
    var unwrapped = Keyring.class.getDeclaredField("unwrapped");
    unwrapped.setAccessible(true);
    var byId = UnwrappedKeys.class.getDeclaredField("byId");
    byId.setAccessible(true);
    byte[] bytes =
        (byte[])
            ((java.util.Map<?, ?>) byId.get(unwrapped.get(keyring))).values().iterator().next();
    assertThat(bytes).isNotEqualTo(new byte[32]);

    keyring.close();

    assertThat(bytes).isEqualTo(new byte[32]);
    assertThatThrownBy(() -> keyring.deterministicAead(key, JceServices.platform()))
        .isInstanceOf(IssueException.class);
  }

  @Test
  void aKeyServesOnlyItsUse() {
    Keyring keyring = TestKek.keyring("d");
    KeyDomain domain = keyring.domains().get(0);
    assertThatThrownBy(
            () -> keyring.deterministicAead(domain.lookupKeys().get(0), JceServices.platform()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> keyring.lookupTokens(domain.dataKeys().get(0), 0, JceServices.platform()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void checkFindsMissingColumnsChangedKindsAndPendingChanges() {
    ColumnRecord otherKind =
        new ColumnRecord(
            EMAIL.id(),
            TableKind.EVENT,
            EMAIL.state(),
            false,
            EMAIL.domain(),
            EMAIL.scheme(),
            EMAIL.type());
    KeyringCheck check =
        KeyringCheck.compare(
            List.of(EMAIL, CARD),
            id -> id.equals(EMAIL.id()) ? Optional.of(otherKind) : Optional.empty());
    assertThat(check.errors())
        .hasSize(2)
        .allMatch(issue -> issue.code() == ErrorCode.POLICY_INVALID);
    assertThat(check.errors().get(0).message()).contains("public.users.email").contains("user");
    assertThat(check.errors().get(1).message()).contains("public.events.card");

    ColumnRecord changed =
        new ColumnRecord(
            EMAIL.id(),
            EMAIL.kind(),
            ColumnState.MIXED,
            true,
            EMAIL.domain(),
            new Scheme.Randomized(
                Optional.of(new Lookup("email_lookup", List.of(Normalization.TRIM)))),
            LogicalType.of(TypeName.TEXT));
    KeyringCheck pending = KeyringCheck.compare(List.of(EMAIL), id -> Optional.of(changed));
    assertThat(pending.errors()).isEmpty();
    assertThat(pending.pending())
        .containsExactly(
            new KeyringCheck.PendingChange(EMAIL.id(), KeyringCheck.Aspect.TYPE),
            new KeyringCheck.PendingChange(EMAIL.id(), KeyringCheck.Aspect.LOOKUP));

    ColumnRecord sameSteps =
        new ColumnRecord(
            EMAIL.id(),
            EMAIL.kind(),
            EMAIL.state(),
            false,
            EMAIL.domain(),
            new Scheme.Randomized(
                Optional.of(
                    new Lookup(
                        "email_lookup", List.of(Normalization.LOWERCASE, Normalization.TRIM)))),
            EMAIL.type());
    assertThat(KeyringCheck.compare(List.of(EMAIL), id -> Optional.of(sameSteps)).pending())
        .isEmpty();
  }

  @Test
  void nothingPrintsAKey() {
    Keyring keyring = TestKek.keyring("d");
    assertThat(keyring.toString() + keyring.domains() + TestKek.of(1))
        .doesNotContain("[1, 1")
        .doesNotContain("0101");
  }

  private static ColumnRecord recordIn(String domain) {
    return new ColumnRecord(
        EMAIL.id(),
        EMAIL.kind(),
        EMAIL.state(),
        EMAIL.tokensComplete(),
        domain,
        EMAIL.scheme(),
        EMAIL.type());
  }

  private static void assertRefused(byte[] sealed) {
    assertThatThrownBy(() -> Keyring.open(sealed, TestKek.of(1)))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("08V01");
  }
}
