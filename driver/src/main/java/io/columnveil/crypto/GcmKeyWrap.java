package io.columnveil.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key wrapped by AES-256-GCM with associated data: 12 bytes of random nonce, ciphertext, 16 bytes
 * of tag. For keys that live where AES-KWP is not at hand, and for those that must be bound to what
 * they belong to. Random nonces: far fewer than 2^32 wraps for each key.
 */
public final class GcmKeyWrap {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_LENGTH = 12;
  private static final int TAG_LENGTH = 16;

  private final Key key;
  private final @Nullable Provider provider;

  private GcmKeyWrap(Key key, @Nullable Provider provider) {
    this.key = key;
    this.provider = provider;
  }

  /** Under a key that a JCE provider holds. */
  public static GcmKeyWrap of(Key key, Provider provider) {
    return new GcmKeyWrap(key, provider);
  }

  /** Under a key of 32 bytes in memory, of which a copy lives as long as this object. */
  public static GcmKeyWrap of(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("a key encryption key has 32 bytes");
    }
    return new GcmKeyWrap(new SecretKeySpec(key, "AES"), null);
  }

  /**
   * Wraps a key.
   *
   * @throws GeneralSecurityException if the provider fails
   */
  public byte[] wrap(byte[] dataKey, byte[] associatedData, SecureRandom random)
      throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_LENGTH];
    random.nextBytes(nonce);
    byte[] ciphertext = run(Cipher.ENCRYPT_MODE, nonce, associatedData, dataKey, 0, dataKey.length);
    return ByteBuffer.allocate(nonce.length + ciphertext.length).put(nonce).put(ciphertext).array();
  }

  /**
   * The wrapped key.
   *
   * @throws CiphertextRejectedException if it was not wrapped under this key with these data
   * @throws GeneralSecurityException if the provider fails
   */
  public byte[] unwrap(byte[] wrapped, byte[] associatedData)
      throws CiphertextRejectedException, GeneralSecurityException {
    if (wrapped.length < NONCE_LENGTH + TAG_LENGTH) {
      throw new CiphertextRejectedException();
    }
    byte[] nonce = new byte[NONCE_LENGTH];
    System.arraycopy(wrapped, 0, nonce, 0, NONCE_LENGTH);
    try {
      return run(
          Cipher.DECRYPT_MODE,
          nonce,
          associatedData,
          wrapped,
          NONCE_LENGTH,
          wrapped.length - NONCE_LENGTH);
    } catch (AEADBadTagException e) {
      throw new CiphertextRejectedException();
    }
  }

  private byte[] run(int mode, byte[] nonce, byte[] associatedData, byte[] in, int from, int length)
      throws GeneralSecurityException {
    Cipher cipher =
        provider == null
            ? Cipher.getInstance(TRANSFORMATION)
            : Cipher.getInstance(TRANSFORMATION, provider);
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_LENGTH, nonce));
    cipher.updateAAD(associatedData);
    return cipher.doFinal(in, from, length);
  }
}
