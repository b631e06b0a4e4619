package io.columnveil.keys;

import java.util.UUID;

/**
 * The beginning of a keyring, which says how to get the key encryption key.
 *
 * @param id identity of the keyring, for the counter's high-water mark
 * @param counter grows with every change
 * @param provider name of the key encryption key's provider
 * @param parameters what the provider stored
 */
record KeyringHeader(UUID id, long counter, String provider, byte[] parameters) {

  KeyringHeader next() {
    return new KeyringHeader(id, Math.addExact(counter, 1), provider, parameters);
  }

  KeyringHeader under(String newProvider, byte[] newParameters) {
    return new KeyringHeader(id, counter, newProvider, newParameters);
  }

  KeyringHeader at(long newCounter) {
    return new KeyringHeader(id, newCounter, provider, parameters);
  }
}
