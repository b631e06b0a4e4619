package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.KekProvider;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What every provider must do, and how tests make one. */
final class Kek {

  static final UUID KEYRING = UUID.fromString("0f0e0d0c-0b0a-0908-0706-050403020100");
  static final KeyContext EMAIL = new KeyContext(KEYRING, "public.users.email");
  static final KeyContext PHONE = new KeyContext(KEYRING, "public.users.phone");
  static final byte[] DATA_KEY = new byte[32];

  static {
    new SecureRandom().nextBytes(DATA_KEY);
  }

  private Kek() {}

  static ProviderSettings settings(String provider, Map<String, String> settings) {
    return new ProviderSettings(
        new KekProvider(provider, settings, new Source("policy.yaml", "keys:").at(0)));
  }

  /** Wraps, opens anew, unwraps; refuses another context and a changed byte. */
  static void keepsItsPromises(KeyEncryptionKeyProvider provider, ProviderSettings settings) {
    byte[] parameters;
    byte[] wrapped;
    byte[] sealKey;
    try (KeyEncryptionKey kek = provider.create(settings, KEYRING, new SecureRandom())) {
      wrapped = kek.wrap(DATA_KEY, EMAIL);
      parameters = kek.parameters();
      sealKey = kek.sealKey();
      assertThat(kek.toString()).doesNotContain("[");
    }
    try (KeyEncryptionKey kek = provider.open(settings, KEYRING, parameters)) {
      kek.check();
      assertThat(kek.unwrap(wrapped, EMAIL)).isEqualTo(DATA_KEY);
      assertThat(kek.sealKey()).hasSize(32).isEqualTo(sealKey);
      refuses(() -> kek.unwrap(wrapped, PHONE));
      refuses(() -> kek.unwrap(wrapped, new KeyContext(UUID.randomUUID(), EMAIL.domain())));
      byte[] changed = wrapped.clone();
      changed[changed.length - 1] ^= 1;
      refuses(() -> kek.unwrap(changed, EMAIL));
    }
    refuses(() -> provider.open(settings, UUID.randomUUID(), parameters));
  }

  static void refuses(ThrowingCallable call) {
    fails(call, ErrorCode.KEY_UNAVAILABLE);
  }

  static void getsNoAnswer(ThrowingCallable call) {
    fails(call, ErrorCode.KEY_SERVICE_UNREACHABLE);
  }

  static void isInvalid(ThrowingCallable call) {
    fails(call, ErrorCode.POLICY_INVALID);
  }

  private static void fails(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            IssueException.class,
            e -> {
              assertThat(e.first().code()).isEqualTo(code);
              assertThat(e.first().headline()).doesNotContain("hunter");
            });
  }
}
