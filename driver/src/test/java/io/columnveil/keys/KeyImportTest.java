package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.HpkeOneTimeKey;
import io.columnveil.crypto.HpkeSender;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyImportTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration WEEK = Duration.ofDays(7);

  @TempDir Path folder;

  private final SecureRandom random = new SecureRandom();
  private KekProvider own;
  private KekProvider customers;

  @BeforeEach
  void makeKeyring() throws Exception {
    own = keyFile("own.key", random(32));
    customers = file("customer.key");
    try (KeyringAccess access = access(own)) {
      access.create().close();
    }
  }

  @Test
  void holdsUntilItExpires() throws Exception {
    try (KeyringAccess access = access(own)) {
      KeyImport.Made made = at(NOW).offer(access, own, ImportOffer.Kind.HPKE, WEEK);
      byte[] wrapped = wrapped(made.offer(), random(32));
      assertThat(made.offer().expires()).isEqualTo(NOW.plus(WEEK));
      KeyImport late = at(NOW.plus(WEEK).plusSeconds(1));
      assertThatThrownBy(() -> late.accept(made.kept(), wrapped, access, own, customers))
          .isInstanceOf(IssueException.class)
          .hasMessageContaining("55V01")
          .hasMessageContaining("expired");
      assertThat(folder.resolve("customer.key")).doesNotExist();

      at(NOW.plus(WEEK)).accept(made.kept(), wrapped, access, own, customers);

      assertThat(access.isOpenedBy(customers)).isTrue();
    }
  }

  @Test
  void aRunThatWasCutOffIsDoneAgain() throws Exception {
    try (KeyringAccess access = access(own)) {
      KeyImport keyImport = at(NOW);
      KeyImport.Made made = keyImport.offer(access, own, ImportOffer.Kind.HPKE, WEEK);
      byte[] key = random(32);
      byte[] wrapped = wrapped(made.offer(), key);
      keyFile("customer.key", key); // it was put there, and no more
      keyImport.accept(made.kept(), wrapped, access, own, customers);
      byte[] moved = Files.readAllBytes(folder.resolve("shop.keyring"));

      keyImport.accept(made.kept(), wrapped, access, own, customers); // all but the offer's end

      assertThat(folder.resolve("shop.keyring")).hasBinaryContent(moved);
      byte[] another = wrapped(made.offer(), random(32));
      assertThatThrownBy(() -> keyImport.accept(made.kept(), another, access, own, customers))
          .hasMessageContaining("holds another key already");
      assertThat(folder.resolve("customer.key")).hasBinaryContent(key);
    }
  }

  @Test
  void noByteOfWhatIsKeptCanBeChanged() {
    try (KeyringAccess access = access(own)) {
      KeyImport.Made made = at(NOW).offer(access, own, ImportOffer.Kind.HPKE, WEEK);
      for (int at = 0; at < made.kept().length; at++) {
        byte[] changed = made.kept().clone();
        changed[at] ^= 1;
        assertThatThrownBy(() -> ImportOffer.open(changed, own, random))
            .as("byte %d", at)
            .isInstanceOf(IssueException.class);
      }
      for (int length = 0; length < made.kept().length; length++) {
        byte[] cut = Arrays.copyOf(made.kept(), length);
        assertThatThrownBy(() -> ImportOffer.open(cut, own, random))
            .isInstanceOf(IssueException.class);
      }
      assertThat(ImportOffer.open(made.kept(), own, random).publicKey())
          .isEqualTo(made.offer().publicKey());
    }
  }

  @Test
  void isForOneKeyringOnly() throws Exception {
    byte[] kept;
    byte[] wrapped;
    try (KeyringAccess access = access(own)) {
      KeyImport.Made made = at(NOW).offer(access, own, ImportOffer.Kind.HPKE, WEEK);
      kept = made.kept();
      wrapped = wrapped(made.offer(), random(32));
    }
    Files.delete(folder.resolve("shop.keyring"));
    try (KeyringAccess access = access(own)) {
      access.create().close();
      assertThatThrownBy(() -> at(NOW).accept(kept, wrapped, access, own, customers))
          .hasMessageContaining("another keyring");
    }
  }

  @Test
  void nothingPrintsAKey() throws CiphertextRejectedException {
    try (KeyringAccess access = access(own)) {
      KeyImport.Made made = at(NOW).offer(access, own, ImportOffer.Kind.RSA, WEEK);
      assertThat(made.toString() + made.offer()).matches("(ImportOffer\\[[0-9a-f-]{36}, RSA]){2}");
    }
  }

  private byte[] wrapped(ImportOffer offer, byte[] key) throws Exception {
    byte[] spki = offer.publicKey();
    return new HpkeSender(2)
        .seal(
            HpkeSender.point(Arrays.copyOfRange(spki, spki.length - 32, spki.length)),
            random(32),
            HpkeOneTimeKey.INFO.getBytes(StandardCharsets.US_ASCII),
            new byte[0],
            key);
  }

  private KeyImport at(Instant time) {
    return new KeyImport(random, Clock.fixed(time, ZoneOffset.UTC));
  }

  private KeyringAccess access(KekProvider provider) {
    return new KeyringAccess(
        new FileKeyringStore(folder.resolve("shop.keyring")), provider, random);
  }

  private KekProvider keyFile(String name, byte[] key) throws Exception {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, key);
    return file(name);
  }

  private KekProvider file(String name) {
    return new KekProvider(
        "file",
        Map.of("path", folder.resolve(name).toString()),
        new Source("policy.yaml", "keys:").at(0));
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
