package io.columnveil.audit;

import java.time.Instant;
import java.util.List;

/**
 * A change of a keyring, or what was done by its keys. It names key versions by their ids; never a
 * key.
 *
 * @param action the command, or what a process did by itself
 * @param who did it
 * @param when it was done
 * @param keyring identity of the keyring
 * @param change the number that the change has in the keyring: a number that is missing from the
 *     log is a change that was made elsewhere
 * @param fingerprint SHA-256 of the keyring's bytes after the change, in hexadecimal digits; empty
 *     if it was not changed
 * @param what was changed, one entry for each key version, column or setting
 */
public record KeyEvent(
    String action,
    String who,
    Instant when,
    String keyring,
    long change,
    String fingerprint,
    List<String> what) {

  public KeyEvent {
    what = List.copyOf(what);
  }

  /** As one line, in the form of all events. */
  @Override
  public String toString() {
    return action
        + " by="
        + who
        + " at="
        + when
        + " keyring="
        + keyring
        + " change="
        + change
        + (fingerprint.isEmpty() ? "" : " sha256=" + fingerprint)
        + " what="
        + what;
  }
}
