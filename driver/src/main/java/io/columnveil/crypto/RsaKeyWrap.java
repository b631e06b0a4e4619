package io.columnveil.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * A key wrapped by RSA-OAEP (RFC 8017) with SHA-256 both as its hash and in MGF1: the JDK's short
 * name alone would mean MGF1 with SHA-1. The label binds a key to what it belongs to.
 */
public final class RsaKeyWrap {

  /** Keys of fewer bits are refused. */
  public static final int MIN_BITS = 3072;

  private RsaKeyWrap() {}

  /** Wraps a key. */
  public static byte[] wrap(PublicKey publicKey, byte[] key, byte[] label) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, publicKey, label).doFinal(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA-OAEP is not available", e);
    }
  }

  /**
   * The wrapped key.
   *
   * @throws CiphertextRejectedException if it was not wrapped under this key and label
   */
  public static byte[] unwrap(PrivateKey privateKey, byte[] wrapped, byte[] label)
      throws CiphertextRejectedException {
    try {
      return cipher(Cipher.DECRYPT_MODE, privateKey, label).doFinal(wrapped);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new CiphertextRejectedException();
    }
  }

  /** The public half of a private key. */
  public static PublicKey publicHalf(RSAPrivateCrtKey privateKey) {
    try {
      return KeyFactory.getInstance("RSA")
          .generatePublic(
              new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA is not available", e);
    }
  }

  private static Cipher cipher(int mode, java.security.Key key, byte[] label)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
    cipher.init(
        mode,
        key,
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, new PSource.PSpecified(label)));
    return cipher;
  }
}
