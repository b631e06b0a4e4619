package io.columnveil.crypto;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC5649WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * AES key wrap with padding, AES-KWP (RFC 5649, NIST SP 800-38F). It takes no associated data: what
 * a wrapped key belongs to must be authenticated by other means.
 */
public final class KeyWrap {

  private KeyWrap() {}

  /** Wraps a key under a key encryption key. */
  public static byte[] wrap(byte[] keyEncryptionKey, byte[] key) {
    RFC5649WrapEngine engine = new RFC5649WrapEngine(AESEngine.newInstance());
    engine.init(true, new KeyParameter(keyEncryptionKey));
    return engine.wrap(key, 0, key.length);
  }

  /**
   * The wrapped key.
   *
   * @throws CiphertextRejectedException if it was not wrapped under this key
   */
  public static byte[] unwrap(byte[] keyEncryptionKey, byte[] wrapped)
      throws CiphertextRejectedException {
    RFC5649WrapEngine engine = new RFC5649WrapEngine(AESEngine.newInstance());
    engine.init(false, new KeyParameter(keyEncryptionKey));
    try {
      return engine.unwrap(wrapped, 0, wrapped.length);
    } catch (InvalidCipherTextException | RuntimeException e) {
      // The engine meets some malformed inputs with unchecked exceptions; both mean the same.
      throw new CiphertextRejectedException();
    }
  }
}
