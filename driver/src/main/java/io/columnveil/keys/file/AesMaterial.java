package io.columnveil.keys.file;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.KeyDerivation;
import io.columnveil.crypto.KeyPurpose;
import io.columnveil.crypto.KeyWrap;
import io.columnveil.keys.KeyContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * 32 bytes, which wrap by AES-KWP. It has no associated data: what a key belongs to is
 * authenticated by the keyring's seal alone.
 *
 * @param key zeroed on close
 */
record AesMaterial(byte[] key) implements KeyMaterial {

  @Override
  public byte[] wrap(byte[] dataKey, KeyContext context) {
    return KeyWrap.wrap(key, dataKey);
  }

  @Override
  public Optional<byte[]> unwrap(byte[] wrapped, KeyContext context) {
    try {
      return Optional.of(KeyWrap.unwrap(key, wrapped));
    } catch (CiphertextRejectedException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] sealKey() {
    return KeyDerivation.derive(key, KeyPurpose.KEYRING_SEAL, "");
  }

  @Override
  public int strength() {
    return 8 * key.length;
  }

  @Override
  public void close() {
    Arrays.fill(key, (byte) 0);
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "AesMaterial";
  }
}
