package io.columnveil.keys;

import static io.columnveil.keys.Kek.KEYRING;
import static io.columnveil.keys.Kek.getsNoAnswer;
import static io.columnveil.keys.Kek.isInvalid;
import static io.columnveil.keys.Kek.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.keys.vault.VaultTransitProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in for Vault, which cannot run here. */
class VaultTransitTest {

  private final KeyEncryptionKeyProvider provider = new VaultTransitProvider();
  private VaultStandIn vault;

  @BeforeEach
  void start() throws Exception {
    vault = new VaultStandIn();
  }

  @AfterEach
  void stop() {
    vault.close();
  }

  private ProviderSettings settings(String... login) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "address", vault.address(),
                "key", "cv",
                "namespace", "payments",
                "timeout", "1s"));
    for (int i = 0; i < login.length; i += 2) {
      settings.put(login[i], login[i + 1]);
    }
    return Kek.settings("vault-transit", settings);
  }

  private ProviderSettings appRole() {
    return settings("roleId", "role", "secretId", "hunter-secret");
  }

  @Test
  void wrapsForOneKeyringAndDomain() {
    Kek.keepsItsPromises(provider, settings("token", vault.token));
    Kek.keepsItsPromises(provider, appRole());
  }

  @Test
  void logsInAgainWhenATokenOfAppRoleExpired() {
    try (KeyEncryptionKey kek = provider.create(appRole(), KEYRING, new SecureRandom())) {
      vault.token = "another";
      kek.check();
    }
  }

  @Test
  void logsInOnceForAllRequestsOfAToken() {
    try (KeyEncryptionKey kek = provider.create(appRole(), KEYRING, new SecureRandom())) {
      for (int i = 0; i < 5; i++) {
        kek.check();
      }
      assertThat(vault.logIns).hasValue(1);
      vault.token = "another";
      kek.check();
      assertThat(vault.logIns).hasValue(2);
    }
  }

  @Test
  void readsTheFilesOfTokenAndSecretIdAgainWhenVaultRefuses(@TempDir Path folder)
      throws IOException {
    Path tokenFile = Files.writeString(folder.resolve("token"), vault.token + "\n");
    Path secretIdFile = Files.writeString(folder.resolve("secret-id"), "hunter-secret\n");
    try (KeyEncryptionKey byToken =
            provider.create(
                settings("tokenFile", tokenFile.toString()), KEYRING, new SecureRandom());
        KeyEncryptionKey byRole =
            provider.create(
                settings("roleId", "role", "secretIdFile", secretIdFile.toString()),
                KEYRING,
                new SecureRandom())) {
      vault.token = "hunter-renewed";
      vault.secretId = "hunter-changed";
      refuses(byToken::check);
      refuses(byRole::check);
      Files.writeString(tokenFile, "hunter-renewed");
      Files.writeString(secretIdFile, "hunter-changed");
      byToken.check();
      byRole.check();
      Files.delete(tokenFile);
      byToken.check(); // the token that is known still holds
      vault.token = "hunter-third";
      isInvalid(byToken::check);
    }
  }

  @Test
  void staysInItsNamespace() {
    Map<String, String> other =
        new HashMap<>(Map.of("address", vault.address(), "key", "cv", "token", vault.token));
    refuses(
        () -> provider.create(Kek.settings("vault-transit", other), KEYRING, new SecureRandom()));
    other.put("namespace", "payments/eu");
    refuses(
        () -> provider.create(Kek.settings("vault-transit", other), KEYRING, new SecureRandom()));
  }

  @Test
  void refusesOtherLogInsWeakKeysAndLostOnes() {
    refuses(() -> provider.create(settings("token", "hunter-other"), KEYRING, new SecureRandom()));
    refuses(
        () ->
            provider.create(
                settings("roleId", "role", "secretId", "hunter-no"), KEYRING, new SecureRandom()));
    vault.type = "aes128-gcm96";
    isInvalid(() -> provider.create(appRole(), KEYRING, new SecureRandom()));
    vault.type = "aes256-gcm96";
    try (KeyEncryptionKey kek = provider.create(appRole(), KEYRING, new SecureRandom())) {
      vault.keyIsThere = false;
      refuses(kek::check);
    }
  }

  @Test
  void tellsSilenceFromRefusalAndHealsByItself() {
    try (KeyEncryptionKey kek = provider.create(appRole(), KEYRING, new SecureRandom())) {
      for (StandIn.Trouble trouble : StandIn.Trouble.values()) {
        vault.trouble = trouble;
        if (trouble != StandIn.Trouble.NONE) {
          getsNoAnswer(kek::check);
        }
      }
      vault.trouble = StandIn.Trouble.NONE;
      kek.check();
      vault.close();
      getsNoAnswer(kek::check);
    }
  }
}
