package io.columnveil.jdbc;

import io.columnveil.keys.Keyring;
import io.columnveil.keys.PolicySealing;
import io.columnveil.policy.PolicyCompanion;
import io.columnveil.policy.model.Policy;
import org.jspecify.annotations.Nullable;

/** Checks a policy's seal against the keyring, once per state of both. Thread-safe. */
final class SealCheck {

  private final String location;
  private final Policy policy;
  private volatile @Nullable Keyring passed;

  SealCheck(String location, Policy policy) {
    this.location = location;
    this.policy = policy;
  }

  /**
   * Checks.
   *
   * @throws io.columnveil.issue.IssueException 08V01 if the keyring requires a seal that is missing
   *     or not right
   */
  @SuppressWarnings("ReferenceEquality") // snapshots are compared as objects
  void require(Keyring keyring) {
    if (passed == keyring) {
      return;
    }
    PolicySealing sealing = new PolicySealing(keyring);
    if (sealing.isRequired()) {
      String text = policy.keys().wrappedBy().location().source().text();
      sealing.require(text, PolicyCompanion.read(location, ".seal"));
    }
    passed = keyring;
  }
}
