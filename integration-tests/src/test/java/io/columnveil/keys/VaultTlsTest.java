package io.columnveil.keys;

import static io.columnveil.keys.Kek.KEYRING;
import static io.columnveil.keys.Kek.isInvalid;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.vault.VaultTransitProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a private authority on both sides, to a stand-in for Vault. */
class VaultTlsTest {

  @TempDir static Path folder;
  private static TestCertificates certificates;

  private final KeyEncryptionKeyProvider provider = new VaultTransitProvider();

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = TestCertificates.make(folder);
  }

  private static ProviderSettings settings(VaultStandIn vault, Path ca, Path client) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "address", vault.address(),
                "key", "cv",
                "namespace", "payments",
                "token", vault.token,
                "timeout", "5s"));
    if (ca != null) {
      settings.put("caFile", ca.toString());
    }
    if (client != null) {
      settings.put("clientCertificate", client.toString());
      settings.put("clientKeyPassword", TestCertificates.PASSWORD);
    }
    return Kek.settings("vault-transit", settings);
  }

  @Test
  void trustsThePrivateAuthorityAndShowsItsCertificate() throws Exception {
    try (VaultStandIn vault = new VaultStandIn(certificates.server("server"))) {
      Kek.keepsItsPromises(
          provider, settings(vault, certificates.caFile("ca"), certificates.clientFile("client")));
    }
  }

  @Test
  void talksToNobodyElse() throws Exception {
    Path ca = certificates.caFile("ca");
    Path client = certificates.clientFile("client");
    try (VaultStandIn vault = new VaultStandIn(certificates.server("server"))) {
      String untrusted = "of no authority that is trusted here (caFile)";
      isNotReached(vault, certificates.caFile("other-ca"), client, untrusted);
      isNotReached(vault, null, client, untrusted);
      isNotReached(vault, ca, null, "gives no answer");
      isNotReached(vault, ca, certificates.clientFile("other-client"), "gives no answer");
    }
    try (VaultStandIn vault = new VaultStandIn(certificates.server("elsewhere"))) {
      isNotReached(vault, ca, client, "of another host than the address names");
    }
    try (VaultStandIn vault = new VaultStandIn(certificates.server("expired"))) {
      isNotReached(vault, ca, client, "has expired, or is not valid yet");
    }
  }

  private void isNotReached(VaultStandIn vault, Path ca, Path client, String why) {
    fails(() -> provider.create(settings(vault, ca, client), KEYRING, new SecureRandom()), why);
  }

  private static void fails(ThrowingCallable call, String why) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            IssueException.class,
            e ->
                org.assertj.core.api.Assertions.assertThat(e.first().code())
                    .isEqualTo(ErrorCode.KEY_SERVICE_UNREACHABLE))
        .hasMessageContaining(why)
        .hasMessageNotContaining("127.0.0.1");
  }

  @Test
  void takesUpRenewedCertificatesWithoutRestart() throws Exception {
    Path ca = Files.copy(certificates.caFile("ca"), folder.resolve("renewed-ca.pem"));
    Path client = Files.copy(certificates.clientFile("client"), folder.resolve("renewed.p12"));
    try (VaultStandIn vault = new VaultStandIn(certificates.server("server"));
        KeyEncryptionKey kek =
            provider.create(settings(vault, ca, client), KEYRING, new SecureRandom())) {
      Files.copy(certificates.caFile("other-ca"), ca, StandardCopyOption.REPLACE_EXISTING);
      fails(kek::check, "(caFile)");
      Files.writeString(ca, "half wri");
      fails(kek::check, "(caFile)");
      Files.copy(certificates.caFile("ca"), ca, StandardCopyOption.REPLACE_EXISTING);
      kek.check();
    }
  }

  @Test
  void refusesFilesThatHoldNoCertificate() throws Exception {
    Path nothing = Files.writeString(folder.resolve("nothing.pem"), "no certificate");
    try (VaultStandIn vault = new VaultStandIn(certificates.server("server"))) {
      isInvalid(() -> provider.create(settings(vault, nothing, null), KEYRING, new SecureRandom()));
      isInvalid(
          () ->
              provider.create(
                  settings(vault, certificates.caFile("ca"), nothing),
                  KEYRING,
                  new SecureRandom()));
    }
  }
}
