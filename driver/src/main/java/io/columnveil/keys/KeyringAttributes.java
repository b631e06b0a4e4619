package io.columnveil.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * What a keyring says of itself as a whole.
 *
 * @param kekSince since when its keys are wrapped by the present key encryption key; unknown in
 *     keyrings of format 1 that were not rewrapped
 * @param policyPin whose seal the policy must bear, if any
 */
record KeyringAttributes(Optional<Instant> kekSince, Optional<PolicyPin> policyPin) {

  static final KeyringAttributes NONE = new KeyringAttributes(Optional.empty(), Optional.empty());

  KeyringAttributes withKekSince(Instant time) {
    return new KeyringAttributes(Optional.of(time), policyPin);
  }

  KeyringAttributes withPin(PolicyPin pin) {
    return new KeyringAttributes(kekSince, Optional.of(pin));
  }
}
