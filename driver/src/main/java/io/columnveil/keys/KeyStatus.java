package io.columnveil.keys;

/** Whether a key version may be used. */
public enum KeyStatus {
  /** Reads, and writes while it is the active one. */
  ENABLED,
  /** Kept, but neither reads nor writes. */
  DISABLED,
  /** Shredded: what it encrypted is lost. */
  DESTROYED
}
