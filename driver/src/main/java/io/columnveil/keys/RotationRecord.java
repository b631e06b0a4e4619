package io.columnveil.keys;

import io.columnveil.policy.model.EqualityRotation;
import java.time.Instant;

/**
 * The rotation of a column's equality key that is under way, as the keyring records it. All columns
 * of a domain that are compared in one form are in the same phase.
 *
 * @param phase how far it is
 * @param secondColumn the physical column that takes the tokens or deterministic ciphertext of the
 *     new key
 * @param oldKey id of the key version that is replaced
 * @param newKey id of the one that replaces it
 * @param started when it began
 */
public record RotationRecord(
    EqualityRotation.Phase phase, String secondColumn, int oldKey, int newKey, Instant started) {

  /** The same rotation, further on. */
  public RotationRecord in(EqualityRotation.Phase newPhase) {
    return new RotationRecord(newPhase, secondColumn, oldKey, newKey, started);
  }

  /** What statements must know of it. */
  public EqualityRotation forStatements() {
    return new EqualityRotation(phase, secondColumn, newKey);
  }
}
