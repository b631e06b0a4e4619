package io.columnveil.protect;

import io.columnveil.crypto.AssociatedData;
import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.DeterministicAead;
import io.columnveil.crypto.Envelope;
import io.columnveil.crypto.JceServices;
import io.columnveil.crypto.NonceSource;
import io.columnveil.crypto.Padding;
import io.columnveil.crypto.RandomizedAead;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import org.jspecify.annotations.Nullable;

/**
 * The ciphers of one data key version, with the headers and associated data of its envelopes worked
 * out once. Each cipher is made when first needed. Not thread-safe; one per connection and key.
 */
final class KeyCiphers {

  private static final byte[] NO_ROW_KEY = {};

  private final KeyVersion key;
  private final Keyring keyring;
  private final JceServices services;
  private final NonceSource nonces;
  private final byte[] randomizedHeader;
  private final byte[] randomizedContext;
  private final byte[] deterministicHeader;
  private final byte[] deterministicContext;
  private @Nullable RandomizedAead randomized;
  private @Nullable DeterministicAead deterministic;
  private DeterministicAead.@Nullable Bound bound;

  KeyCiphers(KeyVersion key, Keyring keyring, JceServices services, NonceSource nonces) {
    this.key = key;
    this.keyring = keyring;
    this.services = services;
    this.nonces = nonces;
    randomizedHeader = Envelope.header(Envelope.Algorithm.AES_256_GCM, key.id());
    randomizedContext = contextOf(randomizedHeader);
    deterministicHeader = Envelope.header(Envelope.Algorithm.AES_256_SIV, key.id());
    deterministicContext = contextOf(deterministicHeader);
  }

  KeyVersion key() {
    return key;
  }

  byte[] encrypt(byte[] plaintext) {
    return randomized().encrypt(randomizedHeader, randomizedContext, plaintext);
  }

  byte[] encryptDeterministically(byte[] plaintext) {
    DeterministicAead aead = deterministic();
    DeterministicAead.Bound context = bound;
    if (context == null) {
      context = bound = aead.bind(deterministicContext);
    }
    return aead.encryptDeterministically(deterministicHeader, context, plaintext);
  }

  byte[] decrypt(Envelope envelope) throws CiphertextRejectedException {
    byte[] plaintext =
        switch (envelope.algorithm()) {
          case AES_256_GCM -> decryptRandomized(envelope);
          case AES_256_SIV -> decryptDeterministic(envelope);
        };
    return envelope.isPadded() ? Padding.remove(plaintext) : plaintext;
  }

  private byte[] decryptRandomized(Envelope envelope) throws CiphertextRejectedException {
    byte[] context = envelope.isPadded() ? contextOf(envelope.header()) : randomizedContext;
    return randomized().decrypt(envelope.bytes(), context);
  }

  private byte[] decryptDeterministic(Envelope envelope) throws CiphertextRejectedException {
    DeterministicAead aead = deterministic();
    if (envelope.isPadded()) {
      return aead.decrypt(envelope.bytes(), aead.bind(contextOf(envelope.header())));
    }
    DeterministicAead.Bound context = bound;
    if (context == null) {
      context = bound = aead.bind(deterministicContext);
    }
    return aead.decrypt(envelope.bytes(), context);
  }

  private byte[] contextOf(byte[] header) {
    return AssociatedData.of(header, key.domain(), NO_ROW_KEY);
  }

  private RandomizedAead randomized() {
    RandomizedAead aead = randomized;
    if (aead == null) {
      aead = randomized = keyring.randomizedAead(key, services, nonces);
    }
    return aead;
  }

  private DeterministicAead deterministic() {
    DeterministicAead aead = deterministic;
    if (aead == null) {
      aead = deterministic = keyring.deterministicAead(key, services);
    }
    return aead;
  }
}
