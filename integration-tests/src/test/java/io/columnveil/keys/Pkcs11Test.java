package io.columnveil.keys;

import static io.columnveil.keys.Kek.DATA_KEY;
import static io.columnveil.keys.Kek.EMAIL;
import static io.columnveil.keys.Kek.KEYRING;
import static io.columnveil.keys.Kek.isInvalid;
import static io.columnveil.keys.Kek.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.columnveil.keys.pkcs11.Pkcs11Provider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real PKCS#11 token: SoftHSM 2. */
class Pkcs11Test {

  private static final String PIN = "hunter77";

  private static SoftHsm hsm;
  private static int slot;

  private final KeyEncryptionKeyProvider provider = new Pkcs11Provider();

  @BeforeAll
  static void makeToken() throws Exception {
    Optional<SoftHsm> found = SoftHsm.find();
    assumeThat(found)
        .as("NOT RUN: SoftHSM 2 is not installed and cannot be had, or SOFTHSM2_CONF is not set")
        .isPresent();
    hsm = found.get();
    slot = hsm.makeToken("columnveil", PIN);
  }

  private static ProviderSettings settings(String... changes) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "library",
                hsm.library().toString(),
                "slot",
                String.valueOf(slot),
                "pin",
                PIN,
                "key",
                "columnveil",
                "generateKey",
                "true"));
    for (int i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    return Kek.settings("pkcs11", settings);
  }

  @Test
  void wrapsInTheTokenForOneKeyringAndDomain() {
    Kek.keepsItsPromises(provider, settings());
  }

  @Test
  void refusesAWrongPinAMissingKeyAndAMissingLibrary() {
    isInvalid(
        () -> provider.create(settings("library", "/hunter.so"), KEYRING, new SecureRandom()));
    refuses(
        () ->
            provider.create(
                settings("key", "other", "generateKey", "false"), KEYRING, new SecureRandom()));
  }

  @Test
  void takesACustomersKeyInSuchThatItNeverLeaves() {
    byte[] key = random(32);
    ProviderSettings imported = settings("key", "customer", "generateKey", "false");

    provider.adopt(imported, key);
    provider.adopt(imported, key).run(); // it was there: it stays

    Kek.keepsItsPromises(provider, imported);
    isInvalid(() -> provider.adopt(imported, random(32)));
    assertThat(valueOf("customer")).as("what the token gives of the key").isNull();
    Runnable undo = provider.adopt(settings("key", "second", "generateKey", "false"), key);
    undo.run();
    refuses(
        () ->
            provider.create(
                settings("key", "second", "generateKey", "false"), KEYRING, new SecureRandom()));
  }

  /** Asked of the token itself, as anybody with the PIN could. */
  private static byte @Nullable [] valueOf(String label) {
    try {
      Provider token =
          Security.getProvider("SunPKCS11")
              .configure(
                  "--name = look\nlibrary = \"" + hsm.library() + "\"\nslot = " + slot + "\n");
      KeyStore store = KeyStore.getInstance("PKCS11", token);
      store.load(null, PIN.toCharArray());
      return store.getKey(label, null).getEncoded();
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** Figures for performance.md. */
  @Test
  void isFastEnoughForLeases() {
    long start = System.nanoTime();
    try (KeyEncryptionKey kek = provider.create(settings(), KEYRING, new SecureRandom())) {
      long connected = System.nanoTime();
      int rounds = 2_000;
      byte[] wrapped = kek.wrap(DATA_KEY, EMAIL);
      for (int i = 0; i < rounds; i++) {
        wrapped = kek.wrap(DATA_KEY, EMAIL);
      }
      long wraps = System.nanoTime();
      for (int i = 0; i < rounds; i++) {
        kek.unwrap(wrapped, EMAIL);
      }
      long unwraps = System.nanoTime();
      System.out.printf(
          "SoftHSM2: connect %d ms, wrap %d us, unwrap %d us%n",
          (connected - start) / 1_000_000,
          (wraps - connected) / rounds / 1_000,
          (unwraps - wraps) / rounds / 1_000);
    }
  }
}
