package io.columnveil.engine;

import io.columnveil.policy.model.Mask;

/**
 * The cryptography of one column, as the engine needs it. Canonical values are those of {@link
 * io.columnveil.value.Conversions}; stored values are {@code String} or {@code byte[]}, as the
 * column's storage says. Used by one thread at a time.
 *
 * <p>Every method throws {@link io.columnveil.issue.IssueException} when keys are not at hand, when
 * a stored value is rejected, or when a value does not fit.
 */
public interface ValueProtection {

  /** The stored form of a value, by the column's scheme. */
  Object encrypt(Object canonical);

  /** The stored form of old plaintext for those who may not read it: the same for equal values. */
  Object encryptStable(Object canonical);

  /** The lookup token of a value. */
  byte[] token(Object canonical);

  /** The canonical value of an envelope, which must belong to this column's domain. */
  Object decrypt(Object envelope);

  /** An envelope that authenticates for this column, in the column's form of storage. */
  Object accept(Object envelope);

  /** What a session without unmask reads of a value. */
  String mask(Object canonical, Mask mask);
}
