package io.columnveil.sql.plan;

/**
 * Remembers roughly which texts were seen of late, by their hash alone. Threads may race: what is
 * lost is the memory of one sighting.
 */
final class Sightings {

  private static final int SLOTS = 4096;

  private final int[] hashes = new int[SLOTS];

  /** Whether a text was seen before, as far as is remembered; it is from now on. */
  boolean isSecond(String text) {
    int hash = text.hashCode();
    // The low bits of similar texts differ least in their last chars, so higher ones join in.
    int slot = (hash ^ hash >>> 15) * 0x2c1b3c6d >>> 20;
    if (hashes[slot] == hash) {
      return true;
    }
    hashes[slot] = hash;
    return false;
  }
}
