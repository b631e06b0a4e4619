package io.columnveil.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * What happened to a key version, and when. Keyrings of format 1 know only when it was made.
 *
 * @param created when it was made
 * @param activated when it first encrypted new values
 * @param retired when another took its place everywhere
 * @param destroyed when its key was shredded
 */
public record KeyTimes(
    Instant created,
    Optional<Instant> activated,
    Optional<Instant> retired,
    Optional<Instant> destroyed) {

  /** Of a version that was just made and serves nothing yet. */
  static KeyTimes of(Instant created) {
    return new KeyTimes(created, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Since when it encrypts, for its age. */
  public Instant inUseSince() {
    return activated.orElse(created);
  }

  KeyTimes activatedAt(Instant time) {
    return new KeyTimes(created, Optional.of(activated.orElse(time)), Optional.empty(), destroyed);
  }

  KeyTimes retiredAt(Instant time) {
    return new KeyTimes(created, activated, Optional.of(retired.orElse(time)), destroyed);
  }

  KeyTimes destroyedAt(Instant time) {
    return new KeyTimes(created, activated, retired, Optional.of(destroyed.orElse(time)));
  }
}
