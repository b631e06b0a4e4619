package io.columnveil.policy.model;

/**
 * A step that a lookup applies to a value before its token is computed, in the order of the policy.
 */
public enum Normalization {
  TRIM,
  LOWERCASE
}
