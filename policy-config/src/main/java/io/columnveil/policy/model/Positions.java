package io.columnveil.policy.model;

import io.columnveil.issue.Location;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where the keys of policy entries stand, beside the entries: a side table by identity, so that the
 * records stay plain values. Only checks need it.
 */
public final class Positions {

  private final Map<Object, Map<String, Location>> keys;
  private final Set<Object> incomplete;

  private Positions(Map<Object, Map<String, Location>> keys, Set<Object> incomplete) {
    this.keys = keys;
    this.incomplete = incomplete;
  }

  /** Where the value of a key of that entry stands, or the entry itself if the key is not there. */
  public Location of(ColumnRule rule, String key) {
    return keys.getOrDefault(rule, Map.of()).getOrDefault(key, rule.location());
  }

  /**
   * Whether the entry could be read in full. Of one that could not, what is missing has been told
   * and its names count, but its other properties mean nothing.
   */
  public boolean isComplete(Object entry) {
    return !incomplete.contains(entry);
  }

  /** Collects positions while a policy is read. */
  public static final class Builder {

    private final Map<Object, Map<String, Location>> keys = new IdentityHashMap<>();
    private final Set<Object> incomplete = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Records where the value of a key stands. */
    public Builder put(ColumnRule rule, Map<String, Location> places) {
      keys.put(rule, new HashMap<>(places));
      return this;
    }

    /** Records that an entry could not be read in full. */
    public Builder incomplete(Object entry) {
      incomplete.add(entry);
      return this;
    }

    /** Ends the collection; the builder is not used any more. */
    public Positions build() {
      return new Positions(keys, incomplete);
    }
  }
}
