package io.columnveil.keys;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Moves all wrapped keys of a keyring from one key encryption key to another. */
final class Rewrap {

  private final UUID keyring;
  private final KeyEncryptionKey from;
  private final KeyEncryptionKey to;

  Rewrap(UUID keyring, KeyEncryptionKey from, KeyEncryptionKey to) {
    this.keyring = keyring;
    this.from = from;
    this.to = to;
  }

  KeyringContent of(KeyringContent content, String provider, Optional<Instant> since) {
    KeyringAttributes attributes =
        since.map(content.attributes()::withKekSince).orElse(content.attributes());
    if (attributes.policyPin().isPresent()) {
      attributes = attributes.withPin(rewrap(attributes.policyPin().get()));
    }
    return content
        .withHeader(content.header().under(provider, to.parameters()))
        .withAttributes(attributes)
        .withDomains(domain -> domain.withVersions(this::rewrap));
  }

  private KeyVersion rewrap(KeyVersion version) {
    if (version.status() == KeyStatus.DESTROYED) {
      return version;
    }
    KeyContext context = new KeyContext(keyring, version.domain());
    // A wrong answer of the old provider must not take the place of the key for ever.
    byte[] key = version.proved(from.unwrap(version.wrapped(), context));
    try {
      return version.withWrapped(NewKeys.wrap(to, key, context), key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private PolicyPin rewrap(PolicyPin pin) {
    KeyContext context = KeyContext.of(keyring);
    byte[] key = pin.proved(from.unwrap(pin.wrappedPrivateKey(), context));
    try {
      return pin.withWrapped(NewKeys.wrap(to, key, context));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
