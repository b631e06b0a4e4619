package io.columnveil.keys;

/** Keeps crypto objects that a keyring gave. Called from any thread. */
public interface KeyHolder {

  /** The keyring was closed: lets go of everything that holds a key. */
  void forget();
}
