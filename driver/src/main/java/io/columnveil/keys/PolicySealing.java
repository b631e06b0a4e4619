package io.columnveil.keys;

import io.columnveil.crypto.PolicySignature;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** Seals policies by the key that a keyring pins, and checks their seals. */
public final class PolicySealing {

  private final Keyring keyring;

  /** By a keyring. */
  public PolicySealing(Keyring keyring) {
    this.keyring = keyring;
  }

  /** Whether the keyring refuses policies without a right seal. */
  public boolean isRequired() {
    return keyring.policyPin().map(PolicyPin::required).orElse(false);
  }

  /**
   * Checks a policy, if the keyring requires that.
   *
   * @param policy the policy's text
   * @param seal the text of the file beside it, if there is one
   * @throws io.columnveil.issue.IssueException 08V01 if the seal is missing or not right
   */
  public void require(String policy, Optional<String> seal) {
    if (!isRequired()) {
      return;
    }
    PolicyPin pin = keyring.policyPin().orElseThrow();
    PolicySeal found =
        seal.orElseThrow(() -> PolicySeal.refused("it has no seal")).isEmpty()
            ? null
            : PolicySeal.parse(seal.get()).orElse(null);
    if (found == null || !found.keyring().equals(keyring.id())) {
      throw PolicySeal.refused("its seal is not one of this keyring");
    }
    byte[] message = PolicySeal.message(keyring.id(), found.number(), policy);
    if (!PolicySignature.matches(pin.publicKey(), message, found.signature())) {
      throw PolicySeal.refused("it was changed after it was sealed");
    }
    if (found.number() < pin.oldestAccepted()) {
      throw PolicySeal.refused("this one was replaced by a later one");
    }
  }

  /**
   * The keyring with a key for seals, if it has none yet, and the requirement set.
   *
   * @param required whether a seal is required from now on
   */
  public Keyring pinned(boolean required, SecureRandom random) {
    if (keyring.policyPin().isPresent()) {
      return keyring.withPolicyPin(keyring.policyPin().get().require(required));
    }
    byte[] privateKey = PolicySignature.newPrivateKey(random);
    try {
      byte[] wrapped = keyring.wrap(privateKey);
      return keyring.withPolicyPin(
          new PolicyPin(PolicySignature.publicKey(privateKey), wrapped, required, 0));
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  /** The number of a seal; 0 if it is none. */
  public static long number(String seal) {
    return PolicySeal.parse(seal).map(PolicySeal::number).orElse(0L);
  }

  /** The keyring that no longer accepts seals with a smaller number than a policy's present one. */
  public Keyring acceptingFrom(String seal) {
    return keyring.withPolicyPin(keyring.policyPin().orElseThrow().acceptFrom(number(seal)));
  }

  /**
   * A new seal.
   *
   * @param policy the policy's text
   * @param before the present seal, whose number is exceeded
   */
  public String seal(String policy, Optional<String> before) {
    PolicyPin pin = keyring.policyPin().orElseThrow();
    long last = before.map(PolicySealing::number).orElse(0L);
    long number = Math.max(last, pin.oldestAccepted()) + 1;
    byte[] privateKey = pin.proved(keyring.unwrap(pin.wrappedPrivateKey()));
    try {
      byte[] message = PolicySeal.message(keyring.id(), number, policy);
      return new PolicySeal(keyring.id(), number, PolicySignature.sign(privateKey, message)).text();
    } finally {
      Arrays.fill(privateKey, (byte) 0);
    }
  }
}
