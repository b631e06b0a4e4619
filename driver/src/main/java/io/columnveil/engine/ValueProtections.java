package io.columnveil.engine;

import io.columnveil.policy.model.ProtectedColumn;
import org.jspecify.annotations.Nullable;

/**
 * Gives the cryptography of columns to one connection. Keys are fetched when a value first needs
 * them, not before.
 */
public interface ValueProtections {

  /** Of one column. */
  ValueProtection of(ProtectedColumn column);

  /** Whether a stored value carries the mark of an envelope; it may still be rejected. */
  boolean isEnvelope(Object stored);

  /** The domain of the key that an envelope names, or null if no such key is known. */
  @Nullable String domainOf(Object envelope);

  /** Forgets and zeroes what it holds. */
  void close();
}
