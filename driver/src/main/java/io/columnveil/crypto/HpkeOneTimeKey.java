package io.columnveil.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * HPKE (RFC 9180) in base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. A wrapped key
 * is the encapsulated key of 32 bytes and then the ciphertext, without associated data; {@link
 * #INFO} binds it to this use.
 */
public final class HpkeOneTimeKey implements OneTimeKey {

  /** What both sides put into the key schedule. Never changes. */
  public static final String INFO = "columnveil/import/1";

  private static final int LENGTH = 32;

  /** SubjectPublicKeyInfo of X25519 (RFC 8410) up to the 32 bytes of the key. */
  private static final byte[] PUBLIC_START = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00
  };

  private final X25519PrivateKeyParameters key;

  private HpkeOneTimeKey(X25519PrivateKeyParameters key) {
    this.key = key;
  }

  /** A new pair. */
  public static HpkeOneTimeKey create(SecureRandom random) {
    return new HpkeOneTimeKey(new X25519PrivateKeyParameters(random));
  }

  /**
   * From what {@link #privateKey} gave.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static HpkeOneTimeKey of(byte[] privateKey) {
    if (privateKey.length != LENGTH) {
      throw new IllegalArgumentException("no X25519 key");
    }
    return new HpkeOneTimeKey(new X25519PrivateKeyParameters(privateKey, 0));
  }

  @Override
  public byte[] publicKey() {
    byte[] encoded = Arrays.copyOf(PUBLIC_START, PUBLIC_START.length + LENGTH);
    System.arraycopy(key.generatePublicKey().getEncoded(), 0, encoded, PUBLIC_START.length, LENGTH);
    return encoded;
  }

  @Override
  public byte[] privateKey() {
    return key.getEncoded();
  }

  @Override
  public byte[] unwrap(byte[] wrapped) throws CiphertextRejectedException {
    return open(
        HPKE.aead_AES_GCM256, wrapped, INFO.getBytes(StandardCharsets.US_ASCII), new byte[0]);
  }

  /** With the algorithm and inputs of the RFC's own examples. */
  byte[] open(short aead, byte[] wrapped, byte[] info, byte[] associatedData)
      throws CiphertextRejectedException {
    if (wrapped.length <= LENGTH) {
      throw new CiphertextRejectedException();
    }
    HPKE hpke = new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, aead);
    try {
      return hpke.setupBaseR(
              Arrays.copyOf(wrapped, LENGTH),
              new AsymmetricCipherKeyPair(key.generatePublicKey(), key),
              info)
          .open(associatedData, Arrays.copyOfRange(wrapped, LENGTH, wrapped.length));
    } catch (InvalidCipherTextException | RuntimeException e) {
      // Points of small order are met with unchecked exceptions; all mean the same.
      throw new CiphertextRejectedException();
    }
  }

  @Override
  public String expected() {
    return "80 bytes of HPKE: the encapsulated key, then the ciphertext, with the info '"
        + INFO
        + "'";
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "HpkeOneTimeKey";
  }
}
