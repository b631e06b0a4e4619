package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;

/** Where the values of a field or result column come from. */
public sealed interface Lineage {

  /** From nothing protected. */
  record Plain() implements Lineage {}

  /** They are stored values of one protected column, unchanged. */
  record Stored(ProtectedColumn column) implements Lineage {}

  /** From code whose origin is unknown; only the envelope tells. */
  record Unknown() implements Lineage {}

  /** The database computes them from a protected column, whose ciphertext it takes for a value. */
  record Computed(ProtectedColumn from) implements Lineage {}

  /** Code hands them on from protected tables; each value's envelope tells of which. */
  record HandedOn() implements Lineage {}

  Lineage HANDED_ON = new HandedOn();
  Lineage PLAIN = new Plain();
  Lineage UNKNOWN = new Unknown();
}
