package io.columnveil.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.crypto.AssociatedData;
import io.columnveil.crypto.DeterministicAead;
import io.columnveil.crypto.Envelope;
import io.columnveil.crypto.JceServices;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyStatus;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.TestKek;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ColumnProtectorTest {

  private static final LogicalType VARCHAR = new LogicalType(TypeName.VARCHAR, 20, -1);
  private static final Scheme DETERMINISTIC = new Scheme.Deterministic();
  private static final Keyring KEYRING = TestKek.keyring("mail", "other");

  private final Protectors protectors = protectors(KEYRING);

  @Test
  void encryptsEachStorageAndReadsItBack() {
    for (Scheme scheme : new Scheme[] {ProtectedColumns.randomized(), DETERMINISTIC}) {
      ColumnProtector text = protector(VARCHAR, scheme, Storage.TEXT, ColumnState.ENCRYPTED);
      ColumnProtector binary = protector(VARCHAR, scheme, Storage.BINARY, ColumnState.ENCRYPTED);
      assertThat(text.encrypt("anna")).isInstanceOf(String.class).asString().startsWith("_cv1");
      assertThat(binary.encrypt("anna")).isInstanceOf(byte[].class);
      assertThat(text.decrypt(text.encrypt("anna"))).isEqualTo("anna");
      assertThat(binary.decrypt(binary.encrypt("anna"))).isEqualTo("anna");
      assertThat(text.decrypt(binary.encrypt("anna"))).isEqualTo("anna");
      assertThat(ColumnProtector.isEnvelope(text.encrypt("anna"))).isTrue();
    }
  }

  @Test
  void nullStaysNull() {
    ColumnProtector column = randomized(ColumnState.MIXED);
    assertThat(column.encrypt(null)).isNull();
    assertThat(column.decrypt(null)).isNull();
    assertThat(column.token(null)).isNull();
    assertThat(column.encryptStable(null)).isNull();
    assertThat(column.readOldPlaintext(null)).isNull();
    assertThat(ColumnProtector.isEnvelope(null)).isFalse();
  }

  @Test
  void randomizedDiffersEachTimeAndDeterministicDoesNot() {
    ColumnProtector randomized = randomized(ColumnState.ENCRYPTED);
    ColumnProtector deterministic =
        protector(VARCHAR, DETERMINISTIC, Storage.TEXT, ColumnState.ENCRYPTED);
    assertThat(randomized.encrypt("anna")).isNotEqualTo(randomized.encrypt("anna"));
    assertThat(deterministic.encrypt("anna")).isEqualTo(deterministic.encrypt("anna"));
    assertThat(deterministic.encryptOperand("anna", EqualityKey.CURRENT))
        .isEqualTo(deterministic.encrypt("anna"));
    assertThat(protectors(KEYRING).of(deterministic.column()).encrypt("anna"))
        .isEqualTo(deterministic.encrypt("anna"));
  }

  @Test
  void aLongerOperandEqualsNothingAndALongerValueIsRefused() {
    ColumnProtector column = protector(VARCHAR, DETERMINISTIC, Storage.TEXT, ColumnState.ENCRYPTED);
    String longer = "x".repeat(21);
    assertThat(column.encryptOperand(longer, EqualityKey.CURRENT)).isInstanceOf(String.class);
    assertCode(() -> column.encrypt(longer), ErrorCode.WRITTEN_VALUE_REJECTED);
    assertThatThrownBy(() -> column.encrypt(longer))
        .hasMessageContaining("users.secret")
        .hasMessageNotContaining("xxx");
  }

  @Test
  void integersOfAllSizesCompareAlike() {
    Object small = protector(LogicalType.of(TypeName.SMALLINT), DETERMINISTIC).encrypt(7L);
    assertThat(protector(LogicalType.of(TypeName.BIGINT), DETERMINISTIC).encrypt(7L))
        .isEqualTo(small);
  }

  @Test
  void tokensAreEqualForEqualNormalizedValues() {
    ColumnProtector column =
        protector(
            VARCHAR, ProtectedColumns.withLookup(Normalization.TRIM, Normalization.LOWERCASE));
    assertThat(column.token(" Anna@X.org ")).hasSize(16).isEqualTo(column.token("anna@x.org"));
    assertThat(column.token("anna")).isNotEqualTo(column.token("anne"));
    assertThat(protector(VARCHAR, ProtectedColumns.withLookup()).token("anna@x.org"))
        .isNotEqualTo(column.token("anna@x.org"));
    assertThat(column.token(column.encrypt("ANNA"))).isEqualTo(column.token("anna"));
  }

  @Test
  void threadsThatShareAConnectionSpoilNoValues() throws Exception {
    ColumnProtector randomized = protector(VARCHAR, ProtectedColumns.withLookup());
    ColumnProtector deterministic =
        protector(VARCHAR, DETERMINISTIC, Storage.TEXT, ColumnState.ENCRYPTED);
    byte[] token = randomized.token("anna");
    Object equal = deterministic.encrypt("anna");
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> work =
          Collections.nCopies(
              4,
              () -> {
                for (int i = 0; i < 3_000; i++) {
                  assertThat(randomized.decrypt(randomized.encrypt("anna"))).isEqualTo("anna");
                  assertThat(randomized.token("anna")).isEqualTo(token);
                  assertThat(deterministic.encrypt("anna")).isEqualTo(equal);
                  assertThat(deterministic.decrypt(equal)).isEqualTo("anna");
                }
                return null;
              });
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void rejectsEveryChangedByteOfAStoredValue() {
    for (Scheme scheme : new Scheme[] {ProtectedColumns.randomized(), DETERMINISTIC}) {
      ColumnProtector column = protector(VARCHAR, scheme, Storage.BINARY, ColumnState.ENCRYPTED);
      byte[] envelope = (byte[]) column.encrypt("anna");
      for (int i = 0; i < envelope.length; i++) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] tampered = envelope.clone();
          tampered[i] ^= (byte) (1 << bit);
          assertCode(() -> column.decrypt(tampered), ErrorCode.STORED_VALUE_REJECTED);
        }
      }
      String text = Envelope.text(envelope);
      for (int i = 0; i < text.length(); i++) {
        char other = text.charAt(i) == 'A' ? 'B' : 'A';
        String tampered = text.substring(0, i) + other + text.substring(i + 1);
        assertCode(() -> column.decrypt(tampered), ErrorCode.STORED_VALUE_REJECTED);
      }
    }
  }

  @Test
  void rejectsValuesOfOtherDomainsTypesAndKeyrings() {
    ColumnProtector column = randomized(ColumnState.MIXED);
    ColumnProtector other =
        protectors.of(
            ProtectedColumns.of(
                VARCHAR, ProtectedColumns.randomized(), "other", Storage.TEXT, ColumnState.MIXED));
    Object moved = other.encrypt("anna");
    assertCode(() -> column.decrypt(moved), ErrorCode.STORED_VALUE_REJECTED);
    assertCode(
        () -> column.acceptOwnEnvelope(moved, EqualityKey.CURRENT),
        ErrorCode.WRITTEN_VALUE_REJECTED);
    assertCode(() -> column.encrypt(moved), ErrorCode.WRITTEN_VALUE_REJECTED);
    assertCode(() -> column.token(moved), ErrorCode.WRITTEN_VALUE_REJECTED);

    Object number =
        protector(LogicalType.of(TypeName.BIGINT), ProtectedColumns.randomized()).encrypt(7L);
    assertCode(() -> column.decrypt(number), ErrorCode.STORED_VALUE_REJECTED);

    Object foreign = protectors(TestKek.keyring("mail")).of(column.column()).encrypt("anna");
    assertCode(() -> column.decrypt(foreign), ErrorCode.STORED_VALUE_REJECTED);
  }

  @Test
  void ownEnvelopesAreStoredUnchangedInEitherForm() {
    ColumnProtector text = randomized(ColumnState.ENCRYPTED);
    ColumnProtector binary =
        protector(VARCHAR, ProtectedColumns.randomized(), Storage.BINARY, ColumnState.ENCRYPTED);
    String loaded = (String) text.encrypt("anna");
    assertThat(text.encrypt(loaded)).isEqualTo(loaded);
    assertThat((byte[]) binary.encrypt(loaded))
        .isEqualTo(java.util.Base64.getUrlDecoder().decode(loaded));
    assertCode(() -> text.encrypt("_cv1 and more"), ErrorCode.WRITTEN_VALUE_REJECTED);
    assertThat(text.decrypt(text.encrypt("_cv2 is text"))).isEqualTo("_cv2 is text");
  }

  @Test
  void aDeterministicColumnKeepsOneFormPerValue() {
    ColumnProtector deterministic =
        protector(VARCHAR, DETERMINISTIC, Storage.TEXT, ColumnState.ENCRYPTED);
    Object randomized = randomized(ColumnState.ENCRYPTED).encrypt("anna");
    assertThat(deterministic.encrypt(randomized)).isEqualTo(deterministic.encrypt("anna"));
    assertThat(deterministic.encrypt(deterministic.encrypt("anna")))
        .isEqualTo(deterministic.encrypt("anna"));
  }

  @Test
  void oldPlaintextIsReadOnlyWhileTheKeysMayBeUsed() {
    Keyring keyring = TestKek.keyring("mail");
    ColumnProtector column =
        protectors(keyring)
            .of(
                ProtectedColumns.of(
                    VARCHAR,
                    ProtectedColumns.randomized(),
                    "mail",
                    Storage.TEXT,
                    ColumnState.MIXED));
    assertThat(column.decrypt("anna")).isEqualTo("anna");
    keyring.close();
    assertCode(() -> column.decrypt("anna"), ErrorCode.KEY_UNAVAILABLE);
  }

  @Test
  void mixedColumnsReadOldPlaintextAndEncryptedOnesDoNot() {
    assertThat(randomized(ColumnState.MIXED).decrypt("anna")).isEqualTo("anna");
    assertCode(
        () -> randomized(ColumnState.ENCRYPTED).decrypt("anna"), ErrorCode.STORED_VALUE_REJECTED);
    assertThatThrownBy(() -> randomized(ColumnState.ENCRYPTED).decrypt("anna"))
        .hasMessageNotContaining("anna");

    assertThat(old(TypeName.DATE, "2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(old(TypeName.NUMERIC, "1.50")).isEqualTo(new BigDecimal("1.50"));
    assertThat(old(TypeName.BYTEA, new byte[] {1})).isEqualTo(new byte[] {1});
    assertThat(old(TypeName.TEXT, "é".getBytes(StandardCharsets.UTF_8))).isEqualTo("é");
    assertCode(() -> old(TypeName.DATE, "anna"), ErrorCode.STORED_VALUE_REJECTED);
    assertCode(() -> old(TypeName.DATE, new byte[] {1}), ErrorCode.STORED_VALUE_REJECTED);
  }

  @Test
  void oldPlaintextIsShownAsStableCiphertextThatMayBeWrittenBack() {
    for (Scheme scheme : new Scheme[] {ProtectedColumns.randomized(), DETERMINISTIC}) {
      ColumnProtector column = protector(VARCHAR, scheme, Storage.TEXT, ColumnState.MIXED);
      Object shown = column.encryptStable("anna");
      assertThat(protectors(KEYRING).of(column.column()).encryptStable("anna")).isEqualTo(shown);
      assertThat(column.encryptStable("anne")).isNotEqualTo(shown);
      assertThat(column.encrypt(shown)).isEqualTo(shown);
      assertThat(column.decrypt(shown)).isEqualTo("anna");
    }
    LocalDateTime fine = LocalDateTime.of(2024, 1, 1, 0, 0, 0, 1);
    ColumnProtector column =
        protector(
            LogicalType.of(TypeName.TIMESTAMP), DETERMINISTIC, Storage.TEXT, ColumnState.MIXED);
    assertThat(column.decrypt(column.encryptStable(fine))).isEqualTo(fine);
  }

  @Test
  void afterRotationOldValuesReadAndEqualityStays() {
    ColumnProtector randomized = randomized(ColumnState.ENCRYPTED);
    ColumnProtector deterministic =
        protector(VARCHAR, DETERMINISTIC, Storage.TEXT, ColumnState.ENCRYPTED);
    ColumnProtector lookup = protector(VARCHAR, ProtectedColumns.withLookup());
    Object oldValue = randomized.encrypt("anna");

    Keyring rotated = TestKek.rotated(KEYRING, "mail");
    Protectors after = protectors(rotated);

    KeyDomain keys = rotated.domain("mail").orElseThrow();
    Object newValue = after.of(randomized.column()).encrypt("anna");
    assertThat(keyOf(newValue)).isEqualTo(keys.activeDataKey()).isNotEqualTo(keyOf(oldValue));
    assertThat(after.of(randomized.column()).decrypt(oldValue)).isEqualTo("anna");
    assertThat(after.of(randomized.column()).decrypt(newValue)).isEqualTo("anna");
    assertThat(after.of(deterministic.column()).encrypt("anna"))
        .isEqualTo(deterministic.encrypt("anna"));
    assertThat(after.of(lookup.column()).token("anna")).isEqualTo(lookup.token("anna"));

    Protectors shredded = protectors(TestKek.rotated(KEYRING, "mail", KeyStatus.DESTROYED));
    assertCode(() -> shredded.of(randomized.column()).decrypt(oldValue), ErrorCode.KEY_UNAVAILABLE);
    assertThat(shredded.of(randomized.column()).encrypt("anna")).isNotNull();
  }

  @Test
  void paddedEnvelopesOfLaterVersionsRead() throws Exception {
    KeyVersion key = KEYRING.domain("mail").orElseThrow().dataKeys().get(0);
    DeterministicAead aead = KEYRING.deterministicAead(key, JceServices.platform());
    byte[] header = Envelope.header(Envelope.Algorithm.AES_256_SIV, key.id());
    header[3] |= (byte) 0x80;
    byte[] padded = {'a', 'n', 'n', 'a', (byte) 0x80, 0, 0, 0};
    byte[] envelope =
        aead.encryptDeterministically(
            header, aead.bind(AssociatedData.of(header, "mail", new byte[0])), padded);
    assertThat(randomized(ColumnState.ENCRYPTED).decrypt(envelope)).isEqualTo("anna");
  }

  @Test
  void anEnvelopeOfUnknownColumnTellsItsDomainAndType() {
    Object envelope =
        protector(LogicalType.of(TypeName.DATE), ProtectedColumns.randomized())
            .encrypt(LocalDate.EPOCH);
    assertThat(protectors.domainOf(envelope)).contains("mail");
    Protectors.Unbound found = protectors.decryptByEnvelope(envelope);
    assertThat(found.domain()).isEqualTo("mail");
    assertThat(found.type().name()).isEqualTo(TypeName.DATE);
    assertThat(found.value()).isEqualTo(LocalDate.EPOCH);
    assertThat(found.toString()).doesNotContain("1970");
    assertThat(protectors.domainOf("plain")).isEmpty();
    assertThat(protectors.domainOf("_cv1")).isEmpty();
    assertThat(protectors(TestKek.keyring("mail")).domainOf(envelope)).isEmpty();
    assertCode(() -> protectors.decryptByEnvelope("_cv1xx"), ErrorCode.STORED_VALUE_REJECTED);
  }

  @Test
  void aDomainWithoutKeysIsUnavailable() {
    ColumnProtector column =
        protectors.of(
            ProtectedColumns.of(
                VARCHAR,
                ProtectedColumns.randomized(),
                "unknown",
                Storage.TEXT,
                ColumnState.MIXED));
    assertCode(() -> column.encrypt("anna"), ErrorCode.KEY_UNAVAILABLE);
    assertCode(() -> column.token("anna"), ErrorCode.KEY_UNAVAILABLE);
  }

  @Test
  void masksByCodePointsAndNeverShowsAShortValue() {
    assertThat(mask(1, 4, "anna@example.org")).isEqualTo("a***********.org");
    assertThat(mask(0, 4, "4111111111111111")).isEqualTo("************1111");
    assertThat(mask(2, 0, "😀😀😀😀")).isEqualTo("😀😀**");
    assertThat(mask(1, 4, "short")).isEqualTo("*****");
    assertThat(mask(1, 4, "shorts")).isEqualTo("s*orts");
    assertThat(mask(0, 0, "")).isEmpty();
    assertThat(mask(Integer.MAX_VALUE, Integer.MAX_VALUE, "anna")).isEqualTo("****");
    assertThat(
            Masker.strictest(
                java.util.List.of(
                    new io.columnveil.policy.model.Mask(1, 4),
                    new io.columnveil.policy.model.Mask(3, 2))))
        .isEqualTo(new io.columnveil.policy.model.Mask(1, 2));
  }

  private static String mask(int first, int last, String text) {
    return new Masker(new io.columnveil.policy.model.Mask(first, last)).apply(text);
  }

  private static int keyOf(Object envelope) {
    try {
      return Envelope.parse((String) envelope).keyId();
    } catch (io.columnveil.crypto.CiphertextRejectedException e) {
      throw new AssertionError(e);
    }
  }

  private Object old(TypeName type, Object physical) {
    return protector(
            LogicalType.of(type), ProtectedColumns.randomized(), Storage.TEXT, ColumnState.MIXED)
        .decrypt(physical);
  }

  private ColumnProtector randomized(ColumnState state) {
    return protector(VARCHAR, ProtectedColumns.randomized(), Storage.TEXT, state);
  }

  private ColumnProtector protector(LogicalType type, Scheme scheme) {
    return protector(type, scheme, Storage.TEXT, ColumnState.ENCRYPTED);
  }

  private ColumnProtector protector(
      LogicalType type, Scheme scheme, Storage storage, ColumnState state) {
    return protectors.of(ProtectedColumns.of(type, scheme, "mail", storage, state));
  }

  private static Protectors protectors(Keyring keyring) {
    return new Protectors(keyring, JceServices.platform(), new SecureRandom());
  }

  private static void assertCode(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            IssueException.class, e -> assertThat(e.first().code()).isEqualTo(code));
  }
}
