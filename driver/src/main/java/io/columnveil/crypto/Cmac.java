package io.columnveil.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-CMAC (NIST SP 800-38B, RFC 4493). CBC encryption from a zero IV is exactly the chain that
 * CMAC needs, and the JDK has an intrinsic for it; the last block of its output is the MAC. The
 * cipher returns to the zero IV by itself after each message. Not thread-safe.
 */
final class Cmac {

  static final int BLOCK = 16;

  /** Outputs up to this size reuse one buffer; longer values are rare and get their own. */
  private static final int KEPT_OUTPUT = 1024;

  private final Cipher cbc;
  private final byte[] wholeBlockSubkey;
  private final byte[] paddedBlockSubkey;
  private final byte[] keptOutput = new byte[KEPT_OUTPUT];

  Cmac(SecretKeySpec key, JceServices services) {
    cbc = services.cipher("AES/CBC/NoPadding");
    byte[] subkey;
    try {
      cbc.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK]));
      subkey = cbc.doFinal(new byte[BLOCK]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CBC is not available", e);
    }
    doubled(subkey);
    wholeBlockSubkey = subkey.clone();
    doubled(subkey);
    paddedBlockSubkey = subkey;
  }

  /** How long the buffer of a message must be: whole blocks, at least one. */
  static int paddedLength(int length) {
    return length == 0 ? BLOCK : (length + BLOCK - 1) & -BLOCK;
  }

  /**
   * The MAC of the first {@code length} bytes of a buffer.
   *
   * @param message has {@link #paddedLength} bytes or more; its last block is overwritten
   * @param mac where the 16 bytes go
   */
  void compute(byte[] message, int length, byte[] mac) {
    int padded = paddedLength(length);
    byte[] subkey = wholeBlockSubkey;
    if (length != padded) {
      subkey = paddedBlockSubkey;
      message[length] = (byte) 0x80;
      Arrays.fill(message, length + 1, padded, (byte) 0);
    }
    for (int i = 0; i < BLOCK; i++) {
      message[padded - BLOCK + i] ^= subkey[i];
    }
    byte[] output = padded <= KEPT_OUTPUT ? keptOutput : new byte[padded];
    try {
      cbc.doFinal(message, 0, padded, output, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CBC is not available", e);
    }
    System.arraycopy(output, padded - BLOCK, mac, 0, BLOCK);
  }

  /** Multiplies by x in GF(2^128), in place and without a branch on the secret bit. */
  static void doubled(byte[] block) {
    int carry = 0;
    for (int i = BLOCK - 1; i >= 0; i--) {
      int shifted = (block[i] & 0xFF) << 1 | carry;
      block[i] = (byte) shifted;
      carry = shifted >>> 8;
    }
    block[BLOCK - 1] ^= (byte) (0x87 & -carry);
  }
}
