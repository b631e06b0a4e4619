package io.columnveil.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * RSA: takes a key that is wrapped by RSA-OAEP, and one that is wrapped by RSA-AES-KWP as HSMs do
 * it (CKM_RSA_AES_KEY_WRAP): an AES-256 key by RSA-OAEP, then the key itself by AES-KWP under that.
 * SHA-256 in both places, no label. The JDK's object cannot be zeroed.
 */
public final class RsaOneTimeKey implements OneTimeKey {

  private static final int AES_LENGTH = 32;

  private final RSAPrivateCrtKey key;

  private RsaOneTimeKey(RSAPrivateCrtKey key) {
    this.key = key;
  }

  /** A new pair of 3072 bits. */
  public static RsaOneTimeKey create(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(RsaKeyWrap.MIN_BITS, random);
      return new RsaOneTimeKey((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is not available", e);
    }
  }

  /**
   * From what {@link #privateKey} gave.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static RsaOneTimeKey of(byte[] privateKey) {
    try {
      return new RsaOneTimeKey(
          (RSAPrivateCrtKey)
              KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no RSA key", e);
    }
  }

  @Override
  public byte[] publicKey() {
    return RsaKeyWrap.publicHalf(key).getEncoded();
  }

  @Override
  public byte[] privateKey() {
    return key.getEncoded();
  }

  @Override
  public byte[] unwrap(byte[] wrapped) throws CiphertextRejectedException {
    int length = length();
    if (wrapped.length <= length) {
      return RsaKeyWrap.unwrap(key, wrapped, new byte[0]);
    }
    byte[] between = RsaKeyWrap.unwrap(key, Arrays.copyOf(wrapped, length), new byte[0]);
    try {
      if (between.length != AES_LENGTH) {
        throw new CiphertextRejectedException();
      }
      return KeyWrap.unwrap(between, Arrays.copyOfRange(wrapped, length, wrapped.length));
    } finally {
      Arrays.fill(between, (byte) 0);
    }
  }

  @Override
  public String expected() {
    return length()
        + " bytes of RSA-OAEP with SHA-256 and MGF1 with SHA-256, or "
        + (length() + AES_LENGTH + 8)
        + " bytes of RSA-AES-KWP with an AES-256 key";
  }

  private int length() {
    return (key.getModulus().bitLength() + 7) / 8;
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "RsaOneTimeKey";
  }
}
