package io.columnveil.keys;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.DeterministicAead;
import io.columnveil.crypto.Envelope;
import io.columnveil.crypto.JceServices;
import io.columnveil.crypto.LookupTokens;
import io.columnveil.crypto.NonceSource;
import io.columnveil.crypto.RandomizedAead;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Proves that a key version works, from its wrapped bytes on, before anything is encrypted by it.
 */
final class KeyTrial {

  private static final byte[] SAMPLE = "trial of a new key".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONTEXT = {};

  private KeyTrial() {}

  /**
   * Unwraps, encrypts and decrypts.
   *
   * @throws io.columnveil.issue.IssueException 55V01 or 58V01 if that fails
   */
  static void of(Keyring keyring, KeyVersion key, SecureRandom random) {
    JceServices services = JceServices.platform();
    boolean works;
    if (key.use() == KeyUse.LOOKUP) {
      LookupTokens tokens = keyring.lookupTokens(key, 0, services);
      works = Arrays.equals(tokens.token(SAMPLE), tokens.token(SAMPLE));
    } else {
      works =
          works(keyring.randomizedAead(key, services, new NonceSource(random)), key)
              && works(keyring.deterministicAead(key, services), key);
    }
    if (!works) {
      throw UnwrappedKeys.unavailable(
          "key " + key.name() + " failed its trial", "Try again; nothing was changed");
    }
  }

  private static boolean works(RandomizedAead aead, KeyVersion key) {
    byte[] header = Envelope.header(Envelope.Algorithm.AES_256_GCM, key.id());
    try {
      return Arrays.equals(aead.decrypt(aead.encrypt(header, CONTEXT, SAMPLE), CONTEXT), SAMPLE);
    } catch (CiphertextRejectedException e) {
      return false;
    }
  }

  private static boolean works(DeterministicAead aead, KeyVersion key) {
    byte[] header = Envelope.header(Envelope.Algorithm.AES_256_SIV, key.id());
    DeterministicAead.Bound bound = aead.bind(CONTEXT);
    try {
      return Arrays.equals(
          aead.decrypt(aead.encryptDeterministically(header, bound, SAMPLE), bound), SAMPLE);
    } catch (CiphertextRejectedException e) {
      return false;
    }
  }
}
