package io.columnveil.keys;

import java.util.Optional;

/**
 * Where a snapshot of a keyring turns for a key that it does not know: another process may have
 * rotated a data key since, and written values by it that are read here before the next look at the
 * stored keyring. Thread-safe.
 */
@FunctionalInterface
interface NewerKeyring {

  /** Knows of nothing newer. */
  NewerKeyring NONE = keyId -> Optional.empty();

  /**
   * A newer snapshot of the same keyring that knows a key.
   *
   * @throws io.columnveil.issue.IssueException if there is one and it is out of reach
   */
  Optional<Keyring> knowing(int keyId);

  /** Closes what it opened, with the snapshot that it serves. */
  default void close() {}
}
