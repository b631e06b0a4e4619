package io.columnveil.keys.file;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.KeyDerivation;
import io.columnveil.crypto.KeyPurpose;
import io.columnveil.crypto.RsaKeyWrap;
import io.columnveil.keys.KeyContext;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * An RSA private key, whose public half wraps by RSA-OAEP with the context as its label. The JDK's
 * object cannot be zeroed: it lives until it is collected.
 *
 * @param key private key
 */
record RsaMaterial(RSAPrivateCrtKey key) implements KeyMaterial {

  @Override
  public byte[] wrap(byte[] dataKey, KeyContext context) {
    return RsaKeyWrap.wrap(RsaKeyWrap.publicHalf(key), dataKey, context.associatedData());
  }

  @Override
  public Optional<byte[]> unwrap(byte[] wrapped, KeyContext context) {
    try {
      return Optional.of(RsaKeyWrap.unwrap(key, wrapped, context.associatedData()));
    } catch (CiphertextRejectedException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] sealKey() {
    byte[] exponent = key.getPrivateExponent().toByteArray();
    try {
      return KeyDerivation.derive(exponent, KeyPurpose.KEYRING_SEAL, "");
    } finally {
      Arrays.fill(exponent, (byte) 0);
    }
  }

  @Override
  public int strength() {
    return key.getModulus().bitLength();
  }

  @Override
  public void close() {
    // Nothing that could be zeroed.
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "RsaMaterial";
  }
}
