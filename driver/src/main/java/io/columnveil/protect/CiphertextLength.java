package io.columnveil.protect;

import io.columnveil.crypto.Envelope;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;

/** How much room ciphertext needs. */
public final class CiphertextLength {

  /** What values that are neither text nor bytes need at most: frame, date, time, zone, UUID. */
  private static final int FIXED_VALUE = 24;

  /** Type and version before bytes; text has no frame. */
  private static final int BYTES_FRAME = 2;

  private CiphertextLength() {}

  /**
   * The length of ciphertext.
   *
   * @param scheme of the column
   * @param storage form of the ciphertext
   * @param encoded bytes of the encoded value
   * @return characters of text, or bytes
   */
  public static int of(Scheme scheme, Storage storage, int encoded) {
    Envelope.Algorithm algorithm =
        scheme instanceof Scheme.Deterministic
            ? Envelope.Algorithm.AES_256_SIV
            : Envelope.Algorithm.AES_256_GCM;
    int bytes = algorithm.envelopeOverhead() + encoded;
    return storage == Storage.BINARY ? bytes : (4 * bytes + 2) / 3;
  }

  /** Bytes of the longest value, for text if all its characters are ASCII; 0 if it has no bound. */
  public static int longestValue(LogicalType type) {
    return switch (type.name()) {
      case CHAR, VARCHAR -> Math.max(type.length(), 0);
      case BYTEA -> type.length() < 0 ? 0 : type.length() + BYTES_FRAME;
      case TEXT, JSON -> 0;
      case NUMERIC -> Math.max(type.length(), 0) + FIXED_VALUE;
      default -> FIXED_VALUE;
    };
  }
}
