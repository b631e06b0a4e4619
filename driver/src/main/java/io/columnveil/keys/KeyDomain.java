package io.columnveil.keys;

import java.util.List;

/**
 * A domain: the columns that share keys and can be compared.
 *
 * @param name its name
 * @param dataKeys all versions of its data key
 * @param activeDataKey id of the one that encrypts randomized values
 * @param activeEqualityKey id of the one that encrypts deterministic values: it stays when the data
 *     key is rotated, because equal values must stay equal
 * @param lookupKeys all versions of its lookup key
 * @param activeLookupKey id of the one that makes tokens
 */
public record KeyDomain(
    String name,
    List<KeyVersion> dataKeys,
    int activeDataKey,
    int activeEqualityKey,
    List<KeyVersion> lookupKeys,
    int activeLookupKey) {

  public KeyDomain {
    dataKeys = List.copyOf(dataKeys);
    lookupKeys = List.copyOf(lookupKeys);
    requireVersion(dataKeys, activeDataKey);
    requireVersion(dataKeys, activeEqualityKey);
    requireVersion(lookupKeys, activeLookupKey);
  }

  private static void requireVersion(List<KeyVersion> versions, int id) {
    if (versions.stream().noneMatch(version -> version.id() == id)) {
      throw new IllegalArgumentException("an active key is not among its domain's versions");
    }
  }
}
