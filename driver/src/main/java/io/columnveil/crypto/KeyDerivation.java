package io.columnveil.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * HKDF-SHA-256 (RFC 5869) without salt: the key of each purpose from a data encryption key, so that
 * no key is ever used by two algorithms. The info is {@code columnveil/1}, one byte of purpose, u16
 * length and UTF-8 name of the domain.
 */
public final class KeyDerivation {

  private static final byte[] LABEL = "columnveil/1".getBytes(StandardCharsets.US_ASCII);

  private KeyDerivation() {}

  /**
   * The key of a purpose.
   *
   * @param key the data encryption key
   * @param domain name of the domain; empty for keys that belong to none
   */
  public static byte[] derive(byte[] key, KeyPurpose purpose, String domain) {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    info.writeBytes(LABEL);
    info.write(purpose.code());
    AssociatedData.append(info, domain.getBytes(StandardCharsets.UTF_8));
    return hkdf(key, new byte[0], info.toByteArray(), purpose.keyLength());
  }

  static byte[] hkdf(byte[] key, byte[] salt, byte[] info, int length) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(SHA256Digest.newInstance());
    generator.init(new HKDFParameters(key, salt, info));
    byte[] derived = new byte[length];
    generator.generateBytes(derived, 0, length);
    return derived;
  }
}
