package io.columnveil.protect;

import io.columnveil.crypto.JceServices;
import io.columnveil.crypto.LookupTokens;
import io.columnveil.keys.KeyHolder;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import org.jspecify.annotations.Nullable;

/**
 * Lookup tokens by one lookup key version, made when first needed and forgotten when the keyring is
 * closed. Used by one thread; forgotten by any.
 */
final class KeyTokens implements KeyHolder {

  private final KeyVersion key;
  private final int normalizerVersion;
  private final Keyring keyring;
  private final JceServices services;
  private volatile @Nullable LookupTokens tokens;

  KeyTokens(KeyVersion key, int normalizerVersion, Keyring keyring, JceServices services) {
    this.key = key;
    this.normalizerVersion = normalizerVersion;
    this.keyring = keyring;
    this.services = services;
    keyring.hold(this);
  }

  /**
   * The token of a value in its canonical encoding.
   *
   * @throws io.columnveil.issue.IssueException 55V01 or 58V01 if the key is out of reach
   */
  byte[] token(byte[] value) {
    LookupTokens made = tokens;
    if (made == null) {
      made = keyring.lookupTokens(key, normalizerVersion, services);
      tokens = made;
      keyring.requireOpen(this);
    }
    return made.token(value);
  }

  @Override
  public void forget() {
    tokens = null;
  }
}
