package io.columnveil.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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

  /** Data keys, then lookup keys, each in the order of their creation. */
  public Stream<KeyVersion> versions() {
    return Stream.concat(dataKeys.stream(), lookupKeys.stream());
  }

  /** The version that has a role. */
  public KeyVersion active(KeyRole role) {
    int id = activeId(role);
    return version(id).orElseThrow();
  }

  /** Id of the version that has a role. */
  public int activeId(KeyRole role) {
    return switch (role) {
      case DATA -> activeDataKey;
      case EQUALITY -> activeEqualityKey;
      case LOOKUP -> activeLookupKey;
    };
  }

  /** Whether a version has any role. */
  public boolean isActive(int id) {
    return id == activeDataKey || id == activeEqualityKey || id == activeLookupKey;
  }

  /** Whether all its keys were shredded. */
  public boolean isDestroyed() {
    return versions().allMatch(version -> version.status() == KeyStatus.DESTROYED);
  }

  /** A version of this domain. */
  public Optional<KeyVersion> version(int id) {
    return versions().filter(version -> version.id() == id).findFirst();
  }

  KeyDomain withKey(KeyVersion key) {
    List<KeyVersion> data = new ArrayList<>(dataKeys);
    List<KeyVersion> lookup = new ArrayList<>(lookupKeys);
    (key.use() == KeyUse.DATA ? data : lookup).add(key);
    return new KeyDomain(name, data, activeDataKey, activeEqualityKey, lookup, activeLookupKey);
  }

  /** With another version in a role; the one before is retired if no role is left to it. */
  KeyDomain withActive(KeyRole role, int id, Instant time) {
    int before = activeId(role);
    KeyDomain changed =
        new KeyDomain(
            name,
            dataKeys,
            role == KeyRole.DATA ? id : activeDataKey,
            role == KeyRole.EQUALITY ? id : activeEqualityKey,
            lookupKeys,
            role == KeyRole.LOOKUP ? id : activeLookupKey);
    return changed.withVersions(
        version -> {
          if (version.id() == id) {
            return version.activatedAt(time);
          }
          return version.id() == before && !changed.isActive(before)
              ? version.retiredAt(time)
              : version;
        });
  }

  KeyDomain withVersions(UnaryOperator<KeyVersion> change) {
    return new KeyDomain(
        name,
        dataKeys.stream().map(change).toList(),
        activeDataKey,
        activeEqualityKey,
        lookupKeys.stream().map(change).toList(),
        activeLookupKey);
  }

  private static void requireVersion(List<KeyVersion> versions, int id) {
    if (versions.stream().noneMatch(version -> version.id() == id)) {
      throw new IllegalArgumentException("an active key is not among its domain's versions");
    }
  }
}
