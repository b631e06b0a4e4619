package io.columnveil.protect;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.Envelope;
import io.columnveil.crypto.JceServices;
import io.columnveil.crypto.NonceSource;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyUse;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ciphers of one connection, by key, shared by the columns of a domain. Not thread-safe. */
final class CipherCache {

  private final Keyring keyring;
  private final JceServices services;
  private final NonceSource nonces;
  private final Map<Integer, KeyCiphers> byKey = new HashMap<>();

  /** Rows of a result tend to be of one key. */
  private @Nullable KeyCiphers last;

  CipherCache(Keyring keyring, JceServices services, NonceSource nonces) {
    this.keyring = keyring;
    this.services = services;
    this.nonces = nonces;
  }

  /**
   * The ciphers of the key that an envelope names.
   *
   * @throws CiphertextRejectedException if the keyring has no such data key, also as it is stored
   *     now
   */
  KeyCiphers of(Envelope envelope) throws CiphertextRejectedException {
    int id = envelope.keyId();
    KeyCiphers recent = last;
    if (recent != null && recent.key().id() == id) {
      return recent;
    }
    KeyCiphers found = byKey.get(id);
    if (found == null) {
      Keyring holder = keyring.knowing(id).orElseThrow(CiphertextRejectedException::new);
      KeyVersion key =
          holder
              .findKey(id)
              .filter(version -> version.use() == KeyUse.DATA)
              .orElseThrow(CiphertextRejectedException::new);
      found = of(key, holder);
    }
    last = found;
    return found;
  }

  /**
   * Looks whether the keys may still be used.
   *
   * @throws IssueException 55V01 or 58V01 if they may not
   */
  void requireKeys() {
    keyring.requireOpen();
  }

  /** The ciphers of the key that encrypts a domain's randomized values now. */
  KeyCiphers active(String domain) {
    KeyDomain keys = domain(domain);
    return of(version(keys.activeDataKey()));
  }

  /** The ciphers of the key that encrypts a domain's deterministic values. */
  KeyCiphers activeForEquality(String domain) {
    KeyDomain keys = domain(domain);
    return of(version(keys.activeEqualityKey()));
  }

  /** New tokens of a domain; the caller keeps them. */
  KeyTokens tokens(String domain, int normalizerVersion) {
    KeyDomain keys = domain(domain);
    return tokensWithKey(keys.activeLookupKey(), normalizerVersion);
  }

  /** The ciphers of a data key by its id. */
  KeyCiphers withKey(int id) {
    return of(version(id));
  }

  /** New tokens by a lookup key that need not be the active one. */
  KeyTokens tokensWithKey(int id, int normalizerVersion) {
    return new KeyTokens(version(id), normalizerVersion, keyring, services);
  }

  private KeyCiphers of(KeyVersion key) {
    return of(key, keyring);
  }

  private KeyCiphers of(KeyVersion key, Keyring holder) {
    return byKey.computeIfAbsent(key.id(), id -> new KeyCiphers(key, holder, services, nonces));
  }

  private KeyVersion version(int id) {
    return keyring.findKey(id).orElseThrow(() -> new IllegalStateException("no active key"));
  }

  private KeyDomain domain(String name) {
    return keyring
        .domain(name)
        .orElseThrow(
            () ->
                new IssueException(
                    Issue.error(
                        ErrorCode.KEY_UNAVAILABLE,
                        "the keyring has no key for domain '" + name + "'",
                        "Run the command keys init, which makes the keys that are missing")));
  }
}
