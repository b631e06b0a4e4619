package io.columnveil.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/** SHA-256 (FIPS 180-4). */
public final class Digest {

  /** Bytes of a digest. */
  public static final int LENGTH = 32;

  private Digest() {}

  /** The digest of a content. */
  public static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
