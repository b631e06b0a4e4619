package io.columnveil.keys;

/** What a key version of a domain is for. */
public enum KeyUse {
  /** Encrypts values. */
  DATA,
  /** Makes lookup tokens; of its own, so that rotating a data key does not change tokens. */
  LOOKUP
}
