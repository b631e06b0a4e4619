package io.columnveil.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Ed25519 (RFC 8032). Private keys are their 32-byte seeds, which callers zero. */
public final class PolicySignature {

  private PolicySignature() {}

  /** A new private key. */
  public static byte[] newPrivateKey(SecureRandom random) {
    return new Ed25519PrivateKeyParameters(random).getEncoded();
  }

  /** The public key, 32 bytes, of a private one. */
  public static byte[] publicKey(byte[] privateKey) {
    return new Ed25519PrivateKeyParameters(privateKey, 0).generatePublicKey().getEncoded();
  }

  /** The signature of a message, 64 bytes. */
  public static byte[] sign(byte[] privateKey, byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, new Ed25519PrivateKeyParameters(privateKey, 0));
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  /** Whether a signature is of this message and key. */
  public static boolean matches(byte[] publicKey, byte[] message, byte[] signature) {
    Ed25519Signer verifier = new Ed25519Signer();
    try {
      verifier.init(false, new Ed25519PublicKeyParameters(publicKey, 0));
    } catch (RuntimeException notAKey) {
      return false;
    }
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }
}
