package io.columnveil.keys;

import static io.columnveil.keys.Kek.KEYRING;
import static io.columnveil.keys.Kek.getsNoAnswer;
import static io.columnveil.keys.Kek.isInvalid;
import static io.columnveil.keys.Kek.refuses;

import io.columnveil.keys.vault.VaultTransitProvider;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
