package io.columnveil.policy.model;

import java.util.Optional;

/** How a column is protected. */
public sealed interface Scheme {

  /**
   * AES-256-GCM: equal plaintexts give different ciphertexts.
   *
   * @param lookup the companion column that answers equality, if any
   */
  record Randomized(Optional<Lookup> lookup) implements Scheme {}

  /** AES-256-SIV: equal plaintexts give equal ciphertexts, which answer equality themselves. */
  record Deterministic() implements Scheme {}

  /** The companion column that answers equality, if one does. */
  default Optional<Lookup> companion() {
    return this instanceof Randomized randomized ? randomized.lookup() : Optional.empty();
  }

  /** Whether equality can be answered at all. */
  default boolean answersEquality() {
    return this instanceof Deterministic
        || this instanceof Randomized randomized && randomized.lookup().isPresent();
  }
}
