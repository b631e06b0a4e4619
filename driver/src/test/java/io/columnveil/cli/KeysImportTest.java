package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.crypto.HpkeOneTimeKey;
import io.columnveil.crypto.HpkeSender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer's key on its way into a keyring; the customer's side uses nothing of ours. */
class KeysImportTest {

  private static final String POLICY =
      """
      version: 1
      keys:
        keyring: file:shop.keyring
        wrappedBy: { provider: file, path: %s }
      tables:
        users:
          columns:
            email: { type: varchar(320), scheme: randomized, lookup: { column: email_lookup } }
      """;

  private final SecureRandom random = new SecureRandom();

  @TempDir Path folder;

  private Path policy;
  private Path next;
  private Path offer;

  @BeforeEach
  void makeKeyring() throws IOException {
    ownKey("own.key");
    policy = Files.writeString(folder.resolve("policy.yaml"), POLICY.formatted("own.key"));
    next = Files.writeString(folder.resolve("next.yaml"), POLICY.formatted("customer.key"));
    offer = folder.resolve("offer");
    assertThat(keys("init", "--fresh").code()).isZero();
  }

  @Test
  void aKeyWrappedByRsaOpensTheKeyringBesideTheOldOneAndThenAlone() throws Exception {
    CommandLineRun made = keys("import", "--offer", offer.toString());
    assertThat(made.code()).as(made.err()).isZero();
    PublicKey sent = KeyFactory.getInstance("RSA").generatePublic(publicKey());
    assertThat(made.out())
        .contains(
            HexFormat.ofDelimiter(":")
                .formatHex(MessageDigest.getInstance("SHA-256").digest(sent.getEncoded())));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(offer)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(offer.resolve("import-key.offer"))))
        .isEqualTo("rw-------");
    byte[] customers = random(32);

    CommandLineRun run = accept(oaep(sent, customers));

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("opens the keyring now", "keys rewrap --finish");
    Path key = folder.resolve("customer.key");
    assertThat(key).hasBinaryContent(customers);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(files(offer)).as("the one-time key is destroyed").isEmpty();
    assertThat(keys("list").code()).isZero();
    assertThat(with(next, "list").code()).isZero();

    assertThat(with(next, "rewrap", "--finish", "--yes").code()).isZero();
    assertThat(with(next, "list").code()).isZero();
    assertThat(keys("list").err()).contains("55V01");
  }

  @Test
  void aKeyWrappedByHpkeAsBase64IsTakenToo() throws Exception {
    CommandLineRun made = keys("import", "--offer", offer.toString(), "--kind", "hpke", "--json");
    assertThat(made.out()).as(made.err()).contains("\"kind\" : \"hpke\"", "\"fingerprint\"");
    PublicKey sent = KeyFactory.getInstance("X25519").generatePublic(publicKey());
    byte[] customers = random(32);
    byte[] wrapped =
        new HpkeSender(2)
            .seal(
                sent,
                random(32),
                HpkeOneTimeKey.INFO.getBytes(StandardCharsets.US_ASCII),
                new byte[0],
                customers);

    CommandLineRun run = accept(Base64.getMimeEncoder().encode(wrapped), "--json");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"opens\" : \"both\"");
    assertThat(folder.resolve("customer.key")).hasBinaryContent(customers);
  }

  @Test
  void anOfferIsUsedOnce() throws Exception {
    keys("import", "--offer", offer.toString());
    Path copy = Files.createDirectory(folder.resolve("copy"));
    for (Path file : files(offer)) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    PublicKey sent = KeyFactory.getInstance("RSA").generatePublic(publicKey());
    assertThat(accept(oaep(sent, random(32))).code()).isZero();
    assertThat(with(next, "rewrap", "--finish", "--yes").code()).isZero();
    byte[] before = Files.readAllBytes(folder.resolve("shop.keyring"));
    offer = copy;
    policy = next;
    next = Files.writeString(folder.resolve("third.yaml"), POLICY.formatted("third.key"));

    CommandLineRun again = accept(oaep(sent, random(32)));

    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("Nothing was changed");
    assertThat(folder.resolve("shop.keyring")).hasBinaryContent(before);
    assertThat(folder.resolve("third.key")).doesNotExist();
  }

  @Test
  void whatIsNoKeyOrCannotBeKeptLeavesTheOldKey() throws Exception {
    keys("import", "--offer", offer.toString());
    PublicKey sent = KeyFactory.getInstance("RSA").generatePublic(publicKey());
    byte[] before = Files.readAllBytes(folder.resolve("shop.keyring"));

    stays(random(384), "cannot be unwrapped", "384 bytes of RSA-OAEP");
    stays(oaep(sent, random(16)), "is not a key of 256 bits");
    stays(oaep(sent, new byte[32]), "repeats one byte");
    assertThat(folder.resolve("customer.key")).doesNotExist();

    ownKey("customer.key");
    stays(oaep(sent, random(32)), "holds another key already");
    Files.delete(folder.resolve("customer.key"));

    Path file = next;
    next =
        Files.writeString(
            folder.resolve("pass.yaml"),
            POLICY
                .formatted("x")
                .replace(
                    "provider: file, path: x",
                    "provider: passphrase, passphrase: \"a long one, really\""));
    stays(oaep(sent, random(32)), "cannot take a key in", "--reference");
    next = file;

    keys("rewrap", "--to", rewrapped().toString(), "--yes");
    stays(oaep(sent, random(32)), "the offer was used, or the keyring was moved");
    assertThat(folder.resolve("customer.key")).doesNotExist();
    assertThat(keys("list").code()).isZero();
    assertThat(before).isNotEmpty();
  }

  @Test
  void aKeyThatIsWithTheCustomerIsReferredTo() throws Exception {
    ownKey("customer.key");
    CommandLineRun run = keys("import", "--reference", "--to", next.toString(), "--yes");
    assertThat(run.out()).as(run.err()).contains("The customer's key opens the keyring now");
    assertThat(with(next, "list").code()).isZero();
  }

  @Test
  void anOfferIsMadeOnlyWhereNobodyElseWritesAndThroughNoLink() throws Exception {
    Path other = Files.writeString(folder.resolve("other.txt"), "of somebody else");
    Files.createDirectory(offer);
    Files.setPosixFilePermissions(offer, PosixFilePermissions.fromString("rwxrwxrwx"));
    CommandLineRun refused = keys("import", "--offer", offer.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("can be written by others");
    assertThat(files(offer)).isEmpty();

    Files.setPosixFilePermissions(offer, PosixFilePermissions.fromString("rwx------"));
    Files.createSymbolicLink(offer.resolve("import-key.pem"), other);
    Files.createSymbolicLink(offer.resolve("import-key.offer.used"), other);
    assertThat(keys("import", "--offer", offer.toString()).code()).isZero();
    PublicKey sent = KeyFactory.getInstance("RSA").generatePublic(publicKey());
    assertThat(accept(oaep(sent, random(32))).code()).isZero();
    assertThat(files(offer)).isEmpty();
    assertThat(other).hasContent("of somebody else");
  }

  @Test
  void halfAFileOfBase64IsNoBugOfOurs() throws Exception {
    keys("import", "--offer", offer.toString());
    CommandLineRun run = accept("QUJDR".getBytes(StandardCharsets.US_ASCII));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Base64 that ends early").doesNotContain("Exception");
  }

  @Test
  void saysHowItIsUsed() {
    assertThat(keys("import").code()).isEqualTo(2);
    assertThat(keys("import", "--offer", offer.toString(), "--kind", "dsa").code()).isEqualTo(2);
    assertThat(keys("import", "--offer", offer.toString(), "--valid-days", "91").code())
        .isEqualTo(2);
    assertThat(keys("import", "--offer", offer.toString()).code()).isZero();
    assertThat(keys("import", "--offer", offer.toString()).err()).contains("There is an offer");
    CommandLineRun asked =
        keys("import", "--offer", offer.toString(), "--wrapped", "none", "--to", next.toString());
    assertThat(asked.code()).isEqualTo(2);
    assertThat(asked.err()).contains("give --yes");
  }

  private void stays(byte[] wrapped, String... reasons) throws IOException {
    CommandLineRun run = accept(wrapped);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("Nothing was changed: the old key stays").contains(reasons);
    assertThat(offer.resolve("import-key.offer")).exists();
    assertThat(keys("list").code()).isZero();
  }

  private CommandLineRun accept(byte[] wrapped, String... options) throws IOException {
    Path file = Files.write(folder.resolve("wrapped.bin"), wrapped);
    List<String> words =
        new ArrayList<>(
            List.of(
                "--offer",
                offer.toString(),
                "--wrapped",
                file.toString(),
                "--to",
                next.toString(),
                "--yes"));
    words.addAll(List.of(options));
    return with(policy, "import", words.toArray(String[]::new));
  }

  private Path rewrapped() throws IOException {
    ownKey("other.key");
    return Files.writeString(folder.resolve("other.yaml"), POLICY.formatted("other.key"));
  }

  private X509EncodedKeySpec publicKey() throws IOException {
    String pem = Files.readString(offer.resolve("import-key.pem"));
    return new X509EncodedKeySpec(
        Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
  }

  private static byte[] oaep(PublicKey key, byte[] plaintext) throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        key,
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    return cipher.doFinal(plaintext);
  }

  private void ownKey(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, random(32));
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static List<Path> files(Path of) throws IOException {
    try (Stream<Path> found = Files.list(of)) {
      return found.toList();
    }
  }

  private CommandLineRun keys(String command, String... options) {
    return with(policy, command, options);
  }

  private static CommandLineRun with(Path policy, String command, String... options) {
    List<String> words = new ArrayList<>(List.of("keys", command, "--policy", policy.toString()));
    words.addAll(List.of(options));
    return CommandLineRun.of(words.toArray(String[]::new));
  }
}
