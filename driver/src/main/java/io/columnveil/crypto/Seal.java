package io.columnveil.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104) over a whole file. */
public final class Seal {

  /** Bytes of a seal. */
  public static final int LENGTH = 32;

  private Seal() {}

  /** The seal of a content. */
  public static byte[] mac(byte[] key, byte[] content) {
    Mac mac = JceServices.platform().mac("HmacSHA256");
    try {
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not available", e);
    }
    return mac.doFinal(content);
  }

  /** Whether two seals are the same, in a time that does not depend on where they differ. */
  public static boolean matches(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }
}
