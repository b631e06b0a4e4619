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
      PolicyPin pin = attributes.policyPin().get();
      attributes =
          attributes.withPin(
              pin.withWrapped(rewrap(pin.wrappedPrivateKey(), KeyContext.of(keyring))));
    }
    return content
        .withHeader(content.header().under(provider, to.parameters()))
        .withAttributes(attributes)
        .withDomains(domain -> domain.withVersions(this::rewrap));
  }

  private KeyVersion rewrap(KeyVersion version) {
    return version.status() == KeyStatus.DESTROYED
        ? version
        : version.withWrapped(rewrap(version.wrapped(), new KeyContext(keyring, version.domain())));
  }

  private byte[] rewrap(byte[] wrapped, KeyContext context) {
    byte[] key = from.unwrap(wrapped, context);
    try {
      return NewKeys.wrap(to, key, context);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
