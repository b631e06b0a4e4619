package io.columnveil.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The stored form of a protected value: an eight-byte header (magic, scheme, key id) and the
 * ciphertext, as bytes or as their base64url text without padding. Immutable; the layout is fixed
 * in {@code driver/docs/envelope-format.md} and never changes for a given version.
 */
public final class Envelope {

  /** How an envelope was encrypted; the code is the low seven bits of byte 3. */
  public enum Algorithm {
    /** AES-256-GCM with a random nonce: header, 12-byte nonce, ciphertext, 16-byte tag. */
    AES_256_GCM(1, NonceSource.NONCE_LENGTH + 16),
    /** AES-256-SIV (RFC 5297): header, 16-byte synthetic IV, ciphertext. */
    AES_256_SIV(3, 16);

    private final int code;
    private final int overhead;

    Algorithm(int code, int overhead) {
      this.code = code;
      this.overhead = overhead;
    }

    /** Bytes that an envelope is longer than its plaintext. */
    public int envelopeOverhead() {
      return HEADER_LENGTH + overhead;
    }
  }

  /** Bytes before the nonce or synthetic IV. */
  public static final int HEADER_LENGTH = 8;

  // FD and F5 never occur in UTF-8, so no text that was stored as bytes starts like an envelope; in
  // base64url the three bytes read "_cv1".
  private static final byte MAGIC_0 = (byte) 0xFD;
  private static final byte MAGIC_1 = (byte) 0xCB;
  private static final byte MAGIC_2 = (byte) 0xF5;
  private static final int PADDED = 0x80;

  private final byte[] bytes;
  private final Algorithm algorithm;

  private Envelope(byte[] bytes, Algorithm algorithm) {
    this.bytes = bytes;
    this.algorithm = algorithm;
  }

  /** Whether bytes carry the magic: from then on they are an envelope or an error. */
  public static boolean isEnvelope(byte[] value) {
    return value.length >= 3 && value[0] == MAGIC_0 && value[1] == MAGIC_1 && value[2] == MAGIC_2;
  }

  /** Whether text carries the magic: from then on it is an envelope or an error. */
  public static boolean isEnvelope(CharSequence value) {
    return value.length() >= 4
        && value.charAt(0) == '_'
        && value.charAt(1) == 'c'
        && value.charAt(2) == 'v'
        && value.charAt(3) == '1';
  }

  /** The header of envelopes that one key makes. */
  public static byte[] header(Algorithm algorithm, int keyId) {
    if (keyId == 0) {
      throw new IllegalArgumentException("key ids are not zero");
    }
    return new byte[] {
      MAGIC_0,
      MAGIC_1,
      MAGIC_2,
      (byte) algorithm.code,
      (byte) (keyId >>> 24),
      (byte) (keyId >>> 16),
      (byte) (keyId >>> 8),
      (byte) keyId
    };
  }

  /**
   * Reads an envelope's header.
   *
   * @param bytes the whole envelope; not copied
   * @throws CiphertextRejectedException if it is not one that this version knows
   */
  public static Envelope parse(byte[] bytes) throws CiphertextRejectedException {
    if (!isEnvelope(bytes) || bytes.length < HEADER_LENGTH) {
      throw new CiphertextRejectedException();
    }
    Algorithm algorithm = algorithm(bytes[3] & ~PADDED & 0xFF);
    Envelope envelope = new Envelope(bytes, algorithm);
    if (bytes.length < algorithm.envelopeOverhead() || envelope.keyId() == 0) {
      throw new CiphertextRejectedException();
    }
    return envelope;
  }

  /**
   * Reads an envelope in its text form. Strict: only the one text that {@link #text} gives for the
   * bytes is accepted, so that equal envelopes are equal texts.
   *
   * @throws CiphertextRejectedException if it is not one that this version knows
   */
  public static Envelope parse(CharSequence text) throws CiphertextRejectedException {
    byte[] ascii = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(ascii);
    } catch (IllegalArgumentException e) {
      throw new CiphertextRejectedException();
    }
    if (!isCanonical(ascii, bytes)) {
      throw new CiphertextRejectedException();
    }
    return parse(bytes);
  }

  /** The text form of an envelope's bytes. */
  public static String text(byte[] envelope) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(envelope);
  }

  /** The id of the key that made it. */
  public int keyId() {
    return (bytes[4] & 0xFF) << 24
        | (bytes[5] & 0xFF) << 16
        | (bytes[6] & 0xFF) << 8
        | (bytes[7] & 0xFF);
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  /** Whether the plaintext was padded (ISO/IEC 7816-4) to hide its length. */
  public boolean isPadded() {
    return (bytes[3] & PADDED) != 0;
  }

  /** The whole envelope; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** A copy of the first eight bytes, which are part of the associated data. */
  public byte[] header() {
    return Arrays.copyOf(bytes, HEADER_LENGTH);
  }

  private static Algorithm algorithm(int code) throws CiphertextRejectedException {
    if (code == Algorithm.AES_256_GCM.code) {
      return Algorithm.AES_256_GCM;
    }
    if (code == Algorithm.AES_256_SIV.code) {
      return Algorithm.AES_256_SIV;
    }
    throw new CiphertextRejectedException();
  }

  /** The JDK's decoder takes padding, and ignores the unused low bits of the last character. */
  private static boolean isCanonical(byte[] ascii, byte[] decoded) {
    int rest = decoded.length % 3;
    if (ascii.length != (decoded.length * 4L + 2) / 3) {
      return false;
    }
    if (rest == 0) {
      return true;
    }
    int unused = rest == 1 ? 0x0F : 0x03;
    return (sextet(ascii[ascii.length - 1]) & unused) == 0;
  }

  private static int sextet(byte character) {
    if (character >= 'A' && character <= 'Z') {
      return character - 'A';
    }
    if (character >= 'a' && character <= 'z') {
      return character - 'a' + 26;
    }
    if (character >= '0' && character <= '9') {
      return character - '0' + 52;
    }
    return character == '-' ? 62 : 63;
  }

  /** Never the ciphertext. */
  @Override
  public String toString() {
    return "Envelope[" + algorithm + "]";
  }
}
