package io.columnveil.keys.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.keys.KeyContext;
import io.columnveil.keys.KeyEncryptionKey;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.policy.model.KekProvider;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProviderTest {

  private static final UUID KEYRING = UUID.randomUUID();
  private static final KeyContext EMAIL = new KeyContext(KEYRING, "users.email");

  @TempDir Path folder;

  private final FileProvider provider = new FileProvider();
  private final SecureRandom random = new SecureRandom();

  @Test
  void wrapsByARawKey() throws Exception {
    wraps(settings(file(randomKey())));
  }

  @Test
  void aKeyThatCannotBePutInItsPlaceIsLeftNowhere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("kek.key"), folder.resolve("nowhere"));
    ProviderSettings settings = settings(Map.of("path", link.toString()));
    assertThatThrownBy(() -> provider.adopt(settings, randomKey()))
        .hasMessageContaining("cannot be made");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(link);
    }
  }

  @Test
  void wrapsByAnRsaKeyInPem() throws Exception {
    wraps(settings(file(pem(3072))));
  }

  @Test
  void wrapsByASecretKeyInPkcs12() throws Exception {
    Path file = file(new byte[0]);
    char[] password = "of the file".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setEntry(
        "kek",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(randomKey(), "AES")),
        new KeyStore.PasswordProtection(password));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    wraps(settings(Map.of("path", file.toString(), "password", "of the file")));
  }

  @Test
  void refusesWeakKeysAndFilesThatOthersMayRead() throws Exception {
    isInvalid(settings(file(new byte[32])));
    isInvalid(settings(file(new byte[16])));
    isInvalid(settings(file(pem(2048))));
    Path wide = file(randomKey());
    Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString("rw-r--r--"));
    isInvalid(settings(wide));
  }

  @Test
  void isRevokedByTakingTheFileAway() throws Exception {
    Path file = file(randomKey());
    try (KeyEncryptionKey kek = provider.create(settings(file), KEYRING, random)) {
      byte[] wrapped = kek.wrap(new byte[32], EMAIL);
      Path away = Files.move(file, folder.resolve("away"));
      refuses(() -> kek.unwrap(wrapped, EMAIL));
      refuses(kek::check);
      Files.move(away, file);
      assertThat(kek.unwrap(wrapped, EMAIL)).isEqualTo(new byte[32]);
      Files.write(file, randomKey());
      refuses(kek::check);
    }
  }

  private void wraps(ProviderSettings settings) {
    byte[] key = randomKey();
    try (KeyEncryptionKey made = provider.create(settings, KEYRING, random);
        KeyEncryptionKey opened = provider.open(settings, KEYRING, made.parameters())) {
      assertThat(opened.unwrap(made.wrap(key, EMAIL), EMAIL)).isEqualTo(key);
      assertThat(opened.sealKey()).isEqualTo(made.sealKey()).hasSize(32);
    }
  }

  private void isInvalid(ProviderSettings settings) {
    assertThatThrownBy(() -> provider.create(settings, KEYRING, random))
        .isInstanceOfSatisfying(
            IssueException.class,
            e -> assertThat(e.first().code()).isEqualTo(ErrorCode.POLICY_INVALID));
  }

  private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            IssueException.class,
            e -> assertThat(e.first().code()).isEqualTo(ErrorCode.KEY_UNAVAILABLE));
  }

  private byte[] randomKey() {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return key;
  }

  private static byte[] pem(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
    return ("-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END PRIVATE KEY-----\n")
        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  private Path file(byte[] content) throws Exception {
    Path file = Files.createTempFile(folder, "kek", ".key");
    Files.write(file, content);
    return file;
  }

  private static ProviderSettings settings(Path file) {
    return settings(Map.of("path", file.toString()));
  }

  private static ProviderSettings settings(Map<String, String> settings) {
    return new ProviderSettings(
        new KekProvider("file", settings, new Source("policy.yaml", "keys:").at(0)));
  }
}
