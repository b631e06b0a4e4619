package io.columnveil.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lookup tokens: HMAC-SHA-256 (RFC 2104) of a value under a domain's lookup key, cut to 16 bytes.
 * Equal values give equal tokens, and a token tells nothing else of its value. Not thread-safe; one
 * per connection, key and normalizer.
 */
public final class LookupTokens {

  /** Bytes of a token. */
  public static final int LENGTH = 16;

  /** Keeps tokens of other purposes, under the same key, apart. */
  private static final int PURPOSE_EQUALITY = 1;

  private final Mac mac;
  private final byte[] prefix;

  /**
   * For one domain.
   *
   * @param key 32 bytes, copied
   * @param domain name of the domain
   * @param normalizerVersion which normalization the values went through, 0 to 255
   */
  public LookupTokens(byte[] key, String domain, int normalizerVersion, JceServices services) {
    if (key.length != 32) {
      throw new IllegalArgumentException("HMAC-SHA-256 takes a lookup key of 32 bytes");
    }
    if (normalizerVersion < 0 || normalizerVersion > 0xFF) {
      throw new IllegalArgumentException("a normalizer version is one byte");
    }
    mac = services.mac("HmacSHA256");
    try {
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not available", e);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(PURPOSE_EQUALITY);
    AssociatedData.append(out, domain.getBytes(StandardCharsets.UTF_8));
    out.write(normalizerVersion);
    prefix = out.toByteArray();
  }

  /** The token of a value in its canonical encoding. */
  public byte[] token(byte[] value) {
    mac.update(prefix);
    return Arrays.copyOf(mac.doFinal(value), LENGTH);
  }
}
