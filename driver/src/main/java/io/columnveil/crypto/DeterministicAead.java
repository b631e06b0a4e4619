package io.columnveil.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-SIV (RFC 5297): equal plaintexts with equal associated data give equal ciphertexts, which
 * is what lets a database compare them, and all that it reveals.
 *
 * <p>Composed here from the JDK's AES because the libraries that offer it cost three to six times
 * as much: CMAC by CBC, CTR by ECB over counter blocks, and the state of S2V kept after the
 * associated data, which is the same for all values of a column. Checked against RFC 5297,
 * Wycheproof's vectors and two other implementations. Not thread-safe; one per connection and key.
 */
public final class DeterministicAead {

  /**
   * Associated data, already absorbed by one key. Valid only with the object that made it.
   *
   * <p>Holds the value that S2V calls D.
   */
  public static final class Bound {
    private final byte[] state;

    private Bound(byte[] state) {
      this.state = state;
    }
  }

  private static final int BLOCK = Cmac.BLOCK;
  private static final int IV_OFFSET = Envelope.HEADER_LENGTH;
  private static final int OVERHEAD = Envelope.Algorithm.AES_256_SIV.envelopeOverhead();

  /** Messages up to this size reuse one buffer, so that short values allocate only their result. */
  private static final int KEPT = 1024;

  private final Cmac cmac;
  private final Cipher ecb;
  private final byte[] keptMessage = new byte[KEPT];
  private final byte[] keptCounters = new byte[KEPT];
  private final byte[] keptStream = new byte[KEPT];
  private final byte[] iv = new byte[BLOCK];

  /**
   * For one key.
   *
   * @param key 64 bytes: the S2V half, then the CTR half; copied
   */
  public DeterministicAead(byte[] key, JceServices services) {
    this(halves(key)[0], halves(key)[1], services);
  }

  /** AES of any key size, for RFC 5297's own vectors, which are of AES-128. */
  DeterministicAead(SecretKeySpec s2vKey, SecretKeySpec ctrKey, JceServices services) {
    cmac = new Cmac(s2vKey, services);
    ecb = services.cipher("AES/ECB/NoPadding");
    try {
      ecb.init(Cipher.ENCRYPT_MODE, ctrKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-ECB is not available", e);
    }
  }

  private static SecretKeySpec[] halves(byte[] key) {
    if (key.length != 64) {
      throw new IllegalArgumentException("AES-256-SIV takes a key of 64 bytes");
    }
    return new SecretKeySpec[] {
      new SecretKeySpec(key, 0, 32, "AES"), new SecretKeySpec(key, 32, 32, "AES")
    };
  }

  /** Absorbs associated data: the components of RFC 5297, in order. */
  public Bound bind(byte[]... associatedData) {
    byte[] state = new byte[BLOCK];
    cmac.compute(new byte[BLOCK], BLOCK, state);
    byte[] mac = new byte[BLOCK];
    for (byte[] component : associatedData) {
      byte[] message = Arrays.copyOf(component, Cmac.paddedLength(component.length));
      cmac.compute(message, component.length, mac);
      Cmac.doubled(state);
      xor(state, mac);
    }
    return new Bound(state);
  }

  /**
   * The envelope of a plaintext; the same one each time.
   *
   * @param header its first eight bytes, which the associated data must hold too
   */
  public byte[] encryptDeterministically(byte[] header, Bound associatedData, byte[] plaintext) {
    byte[] envelope = new byte[Math.addExact(OVERHEAD, plaintext.length)];
    System.arraycopy(header, 0, envelope, 0, Envelope.HEADER_LENGTH);
    syntheticIv(associatedData, plaintext, iv);
    System.arraycopy(iv, 0, envelope, IV_OFFSET, BLOCK);
    applyKeyStream(plaintext, 0, envelope, OVERHEAD, plaintext.length);
    return envelope;
  }

  /**
   * The plaintext of an envelope.
   *
   * @throws CiphertextRejectedException if it was not made by this key for this associated data
   */
  public byte[] decrypt(byte[] envelope, Bound associatedData) throws CiphertextRejectedException {
    if (envelope.length < OVERHEAD) {
      throw new CiphertextRejectedException();
    }
    System.arraycopy(envelope, IV_OFFSET, iv, 0, BLOCK);
    byte[] plaintext = new byte[envelope.length - OVERHEAD];
    applyKeyStream(envelope, OVERHEAD, plaintext, 0, plaintext.length);
    byte[] expected = new byte[BLOCK];
    syntheticIv(associatedData, plaintext, expected);
    System.arraycopy(envelope, IV_OFFSET, iv, 0, BLOCK);
    if (!MessageDigest.isEqual(expected, iv)) {
      Arrays.fill(plaintext, (byte) 0);
      throw new CiphertextRejectedException();
    }
    return plaintext;
  }

  /** S2V (RFC 5297, 2.4) of the associated data and, as its last component, the plaintext. */
  private void syntheticIv(Bound associatedData, byte[] plaintext, byte[] out) {
    int length = plaintext.length;
    int macced = Math.max(length, BLOCK);
    int needed = Cmac.paddedLength(macced);
    byte[] message = needed <= KEPT ? keptMessage : new byte[needed];
    System.arraycopy(plaintext, 0, message, 0, length);
    byte[] state = associatedData.state;
    if (length >= BLOCK) {
      int end = length - BLOCK;
      for (int i = 0; i < BLOCK; i++) {
        message[end + i] ^= state[i];
      }
    } else {
      message[length] = (byte) 0x80;
      Arrays.fill(message, length + 1, BLOCK, (byte) 0);
      System.arraycopy(state, 0, out, 0, BLOCK);
      Cmac.doubled(out);
      for (int i = 0; i < BLOCK; i++) {
        message[i] ^= out[i];
      }
    }
    cmac.compute(message, macced, out);
    Arrays.fill(message, 0, needed, (byte) 0);
  }

  /** CTR from the synthetic IV with two bits cleared (RFC 5297, 2.5), so that 64 bits count. */
  private void applyKeyStream(byte[] in, int inOffset, byte[] out, int outOffset, int length) {
    if (length == 0) {
      return;
    }
    int needed = Cmac.paddedLength(length);
    boolean kept = needed <= KEPT;
    byte[] counters = kept ? keptCounters : new byte[needed];
    byte[] stream = kept ? keptStream : new byte[needed];
    iv[8] &= 0x7F;
    iv[12] &= 0x7F;
    long counter = 0;
    for (int i = 8; i < BLOCK; i++) {
      counter = counter << 8 | iv[i] & 0xFF;
    }
    for (int block = 0; block < needed; block += BLOCK) {
      System.arraycopy(iv, 0, counters, block, 8);
      for (int i = 0; i < 8; i++) {
        counters[block + 8 + i] = (byte) (counter >>> (56 - 8 * i));
      }
      counter++;
    }
    try {
      ecb.doFinal(counters, 0, needed, stream, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-ECB is not available", e);
    }
    for (int i = 0; i < length; i++) {
      out[outOffset + i] = (byte) (in[inOffset + i] ^ stream[i]);
    }
    Arrays.fill(stream, 0, needed, (byte) 0);
  }

  private static void xor(byte[] target, byte[] other) {
    for (int i = 0; i < BLOCK; i++) {
      target[i] ^= other[i];
    }
  }
}
