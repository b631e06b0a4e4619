package io.columnveil.keys;

import java.util.Optional;
import java.util.function.Function;

/**
 * Where the sealed bytes of a keyring are kept. Thread-safe, also between processes: a reader sees
 * either the old or the new bytes, and changes are made one after another.
 */
public interface KeyringStore {

  /** The bytes, or nothing if there is no keyring yet. */
  Optional<byte[]> read();

  /**
   * Replaces the bytes while no other change can be made.
   *
   * @param change from the present bytes to the new ones; may throw to leave all as it is
   */
  void replace(Function<Optional<byte[]>, byte[]> change);

  /** Changes whenever the bytes may have changed; cheap enough to ask often. */
  String stamp();

  /** How messages call it: a path or a table. */
  String name();
}
