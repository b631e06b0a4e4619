package io.columnveil.keys;

import io.columnveil.crypto.KeyDerivation;
import io.columnveil.crypto.KeyPurpose;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Tells a key from every other without saying anything else about it: bytes that are derived from
 * it for this alone. A provider may answer with a key that is one but not the right one; what that
 * encrypted would be lost.
 */
final class KeyCheck {

  static final int LENGTH = KeyPurpose.KEY_CHECK.keyLength();

  /** Of a key version in a keyring that was written before there were check values. */
  static final KeyCheck UNKNOWN = new KeyCheck(new byte[0]);

  private final byte[] value;

  private KeyCheck(byte[] value) {
    this.value = value;
  }

  /** The check value of a key of a domain; empty for keys that belong to none. */
  static KeyCheck of(byte[] key, String domain) {
    return new KeyCheck(KeyDerivation.derive(key, KeyPurpose.KEY_CHECK, domain));
  }

  /** A check value that was stored. */
  static KeyCheck stored(byte[] value) {
    if (value.length != LENGTH) {
      throw new IllegalArgumentException("a check value has another length");
    }
    return new KeyCheck(value.clone());
  }

  boolean isKnown() {
    return value.length > 0;
  }

  /** The bytes to store. */
  byte[] value() {
    return value.clone();
  }

  /** Whether it may be of this key: so it is, if it is known. */
  boolean fits(byte[] key, String domain) {
    return !isKnown() || MessageDigest.isEqual(value, of(key, domain).value);
  }

  /** Of a key that is known to be right: the same, or the first one. */
  KeyCheck orOf(byte[] key, String domain) {
    return isKnown() ? this : of(key, domain);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyCheck that && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }
}
