package io.columnveil.keys;

/** What an active key version does in its domain. */
public enum KeyRole {
  /** Encrypts new randomized values. */
  DATA(KeyUse.DATA),
  /** Encrypts deterministic values: it stays when the data key is rotated. */
  EQUALITY(KeyUse.DATA),
  /** Makes lookup tokens. */
  LOOKUP(KeyUse.LOOKUP);

  private final KeyUse use;

  KeyRole(KeyUse use) {
    this.use = use;
  }

  /** The kind of key that may do it. */
  public KeyUse use() {
    return use;
  }
}
