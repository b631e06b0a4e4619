package io.columnveil.policy.model;

/** Which key makes a value comparable: only while an equality key is rotated there are two. */
public enum EqualityKey {
  /** The active one. */
  CURRENT,
  /** The one that a rotation brings in. */
  NEXT
}
