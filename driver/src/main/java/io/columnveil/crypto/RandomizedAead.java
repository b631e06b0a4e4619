package io.columnveil.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM (NIST SP 800-38D) with random 96-bit nonces: equal plaintexts give unrelated
 * ciphertexts. At most 2^32 values may be encrypted under one key. One cipher is kept per
 * direction, because making one costs several times the encryption. Not thread-safe; one per
 * connection and key.
 */
public final class RandomizedAead {

  private static final int TAG_BITS = 128;
  private static final int NONCE_OFFSET = Envelope.HEADER_LENGTH;
  private static final int CIPHERTEXT_OFFSET = NONCE_OFFSET + NonceSource.NONCE_LENGTH;
  private static final int OVERHEAD = Envelope.Algorithm.AES_256_GCM.envelopeOverhead();

  private final SecretKeySpec key;
  private final JceServices services;
  private final NonceSource nonces;
  private @Nullable Cipher encryptor;
  private @Nullable Cipher decryptor;

  /**
   * For one key.
   *
   * @param key 32 bytes, copied
   */
  public RandomizedAead(byte[] key, JceServices services, NonceSource nonces) {
    if (key.length != 32) {
      throw new IllegalArgumentException("AES-256-GCM takes a key of 32 bytes");
    }
    this.key = new SecretKeySpec(key, "AES");
    this.services = services;
    this.nonces = nonces;
  }

  /**
   * A new envelope.
   *
   * @param header its first eight bytes
   * @param associatedData what it is bound to, the header included
   */
  public byte[] encrypt(byte[] header, byte[] associatedData, byte[] plaintext) {
    byte[] envelope = new byte[Math.addExact(OVERHEAD, plaintext.length)];
    System.arraycopy(header, 0, envelope, 0, Envelope.HEADER_LENGTH);
    nonces.next(envelope, NONCE_OFFSET);
    try {
      Cipher cipher = encryptor;
      if (cipher == null) {
        cipher = encryptor = services.cipher("AES/GCM/NoPadding");
      }
      cipher.init(Cipher.ENCRYPT_MODE, key, nonceOf(envelope));
      cipher.updateAAD(associatedData);
      cipher.doFinal(plaintext, 0, plaintext.length, envelope, CIPHERTEXT_OFFSET);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
    return envelope;
  }

  /**
   * The plaintext of an envelope.
   *
   * @throws CiphertextRejectedException if it was not made by this key for this associated data
   */
  public byte[] decrypt(byte[] envelope, byte[] associatedData) throws CiphertextRejectedException {
    if (envelope.length < OVERHEAD) {
      throw new CiphertextRejectedException();
    }
    try {
      Cipher cipher = decryptor;
      if (cipher == null) {
        cipher = decryptor = services.cipher("AES/GCM/NoPadding");
      }
      cipher.init(Cipher.DECRYPT_MODE, key, nonceOf(envelope));
      cipher.updateAAD(associatedData);
      return cipher.doFinal(envelope, CIPHERTEXT_OFFSET, envelope.length - CIPHERTEXT_OFFSET);
    } catch (AEADBadTagException e) {
      throw new CiphertextRejectedException();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is not available", e);
    }
  }

  private static GCMParameterSpec nonceOf(byte[] envelope) {
    return new GCMParameterSpec(TAG_BITS, envelope, NONCE_OFFSET, NonceSource.NONCE_LENGTH);
  }
}
