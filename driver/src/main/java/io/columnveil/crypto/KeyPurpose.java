package io.columnveil.crypto;

/** What a derived key is for. The codes are part of the key derivation and never change. */
public enum KeyPurpose {
  /** AES-256-GCM of {@code randomized} values. */
  RANDOMIZED(1, 32),
  /** AES-256-SIV of {@code deterministic} values. */
  DETERMINISTIC(2, 64),
  /** HMAC-SHA-256 of lookup tokens. */
  LOOKUP(3, 32),
  /** HMAC-SHA-256 over a keyring. */
  KEYRING_SEAL(4, 32),
  /** Tells whether a key is the right one; not secret. */
  KEY_CHECK(5, 16);

  private final int code;
  private final int keyLength;

  KeyPurpose(int code, int keyLength) {
    this.code = code;
    this.keyLength = keyLength;
  }

  int code() {
    return code;
  }

  /** Bytes of a key for this purpose. */
  public int keyLength() {
    return keyLength;
  }
}
