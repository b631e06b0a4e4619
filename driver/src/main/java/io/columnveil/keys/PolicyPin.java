package io.columnveil.keys;

import io.columnveil.crypto.PolicySignature;
import java.util.Arrays;

/**
 * Whose seal the policy must bear: pinned in the keyring, where the key encryption key
 * authenticates it. Immutable.
 */
final class PolicyPin {

  private static final int LENGTH = 32;

  private final byte[] publicKey;
  private final byte[] wrappedPrivateKey;
  private final boolean required;
  private final long oldestAccepted;

  PolicyPin(byte[] publicKey, byte[] wrappedPrivateKey, boolean required, long oldestAccepted) {
    this.publicKey = publicKey;
    this.wrappedPrivateKey = wrappedPrivateKey;
    this.required = required;
    this.oldestAccepted = oldestAccepted;
  }

  /** Ed25519, 32 bytes. */
  byte[] publicKey() {
    return publicKey;
  }

  /** The 32 bytes of the private key, wrapped by the key encryption key. */
  byte[] wrappedPrivateKey() {
    return wrappedPrivateKey;
  }

  /** Whether a policy without a right seal is refused ({@code requireSealedPolicy}). */
  public boolean required() {
    return required;
  }

  /** Seals are numbered; those with a smaller number are of policies that were replaced. */
  public long oldestAccepted() {
    return oldestAccepted;
  }

  /**
   * The private key that a provider unwrapped, if it is the one of this pin.
   *
   * @param unwrapped zeroed if it is not
   * @throws io.columnveil.issue.IssueException 55V01 if it is another
   */
  byte[] proved(byte[] unwrapped) {
    if (unwrapped.length == LENGTH
        && Arrays.equals(PolicySignature.publicKey(unwrapped), publicKey)) {
      return unwrapped;
    }
    Arrays.fill(unwrapped, (byte) 0);
    throw UnwrappedKeys.unavailable(
        "the provider of the key encryption key gave another key back than the one that seals"
            + " policies, so it is not used",
        "Check that the key service, token or key that keys.wrappedBy names is the one that"
            + " wrapped the keyring");
  }

  PolicyPin require(boolean nowRequired) {
    return new PolicyPin(publicKey, wrappedPrivateKey, nowRequired, oldestAccepted);
  }

  PolicyPin acceptFrom(long oldest) {
    return new PolicyPin(publicKey, wrappedPrivateKey, required, Math.max(oldest, oldestAccepted));
  }

  PolicyPin withWrapped(byte[] newWrapped) {
    return new PolicyPin(publicKey, newWrapped, required, oldestAccepted);
  }

  /** Never a key. */
  @Override
  public String toString() {
    return "PolicyPin[required " + required + "]";
  }
}
