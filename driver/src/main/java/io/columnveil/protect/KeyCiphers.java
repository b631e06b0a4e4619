package io.columnveil.protect;

import io.columnveil.crypto.AssociatedData;
import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.DeterministicAead;
import io.columnveil.crypto.Envelope;
import io.columnveil.crypto.JceServices;
import io.columnveil.crypto.NonceSource;
import io.columnveil.crypto.Padding;
import io.columnveil.crypto.RandomizedAead;
import io.columnveil.keys.KeyHolder;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import org.jspecify.annotations.Nullable;

/**
 * The ciphers of one data key version, with the headers and associated data of its envelopes worked
 * out once. Each cipher is made when first needed, and forgotten when the keyring is closed. Used
 * by one thread, forgotten by any; one per connection and key.
 */
final class KeyCiphers implements KeyHolder {

  private static final byte[] NO_ROW_KEY = {};

  private final KeyVersion key;
  private final Keyring keyring;
  private final JceServices services;
  private final NonceSource nonces;
  private final byte[] randomizedHeader;
  private final byte[] randomizedContext;
  private final byte[] deterministicHeader;
  private final byte[] deterministicContext;
  private volatile @Nullable RandomizedAead randomized;
  private volatile @Nullable Deterministic deterministic;

  /** A cipher and the associated data that nearly all of its values have. */
  private record Deterministic(DeterministicAead aead, DeterministicAead.Bound bound) {}

  KeyCiphers(KeyVersion key, Keyring keyring, JceServices services, NonceSource nonces) {
    this.key = key;
    this.keyring = keyring;
    this.services = services;
    this.nonces = nonces;
    randomizedHeader = Envelope.header(Envelope.Algorithm.AES_256_GCM, key.id());
    randomizedContext = contextOf(randomizedHeader);
    deterministicHeader = Envelope.header(Envelope.Algorithm.AES_256_SIV, key.id());
    deterministicContext = contextOf(deterministicHeader);
    keyring.hold(this);
  }

  KeyVersion key() {
    return key;
  }

  byte[] encrypt(byte[] plaintext) {
    return randomized().encrypt(randomizedHeader, randomizedContext, plaintext);
  }

  byte[] encryptDeterministically(byte[] plaintext) {
    Deterministic cipher = deterministic();
    return cipher.aead().encryptDeterministically(deterministicHeader, cipher.bound(), plaintext);
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
    Deterministic cipher = deterministic();
    return envelope.isPadded()
        ? cipher.aead().decrypt(envelope.bytes(), cipher.aead().bind(contextOf(envelope.header())))
        : cipher.aead().decrypt(envelope.bytes(), cipher.bound());
  }

  private byte[] contextOf(byte[] header) {
    return AssociatedData.of(header, key.domain(), NO_ROW_KEY);
  }

  private RandomizedAead randomized() {
    RandomizedAead aead = randomized;
    if (aead == null) {
      aead = randomized = keyring.randomizedAead(key, services, nonces);
      keyring.requireOpen(this);
    }
    return aead;
  }

  private Deterministic deterministic() {
    Deterministic cipher = deterministic;
    if (cipher == null) {
      DeterministicAead aead = keyring.deterministicAead(key, services);
      cipher = deterministic = new Deterministic(aead, aead.bind(deterministicContext));
      keyring.requireOpen(this);
    }
    return cipher;
  }

  @Override
  public void forget() {
    randomized = null;
    deterministic = null;
  }
}
