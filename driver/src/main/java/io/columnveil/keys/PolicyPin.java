package io.columnveil.keys;

/**
 * Whose seal the policy must bear: pinned in the keyring, where the key encryption key
 * authenticates it. Immutable.
 */
public final class PolicyPin {

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
