package io.columnveil.cli;

import io.columnveil.keys.DataKeyRotation;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyRole;
import io.columnveil.keys.KeyStatus;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The key versions of a keyring with what there is to say of each; never a key. */
final class ListedKeys {

  private final DataKeyRotation rotation;
  private final Instant now;

  ListedKeys(DataKeyRotation rotation, Instant now) {
    this.rotation = rotation;
    this.now = now;
  }

  List<Map<String, Object>> of(Keyring keyring) {
    List<Map<String, Object>> keys = new ArrayList<>();
    for (KeyDomain domain : keyring.domains()) {
      keys.addAll(versions(domain, domain.dataKeys()));
      keys.addAll(versions(domain, domain.lookupKeys()));
    }
    return keys;
  }

  /**
   * Whole days for which a version encrypts; zero by a clock that is behind the one that made it.
   */
  long ageInDays(KeyVersion key) {
    return Math.max(0, Duration.between(key.times().inUseSince(), now).toDays());
  }

  /** What a version does, as {@code keys list} and {@code status} say it. */
  static String standing(KeyDomain domain, KeyVersion key) {
    return switch (key.status()) {
      case DESTROYED -> "destroyed"; // also where it was the active one
      case DISABLED -> "disabled";
      case ENABLED -> use(domain, key);
    };
  }

  private static String use(KeyDomain domain, KeyVersion key) {
    if (key.id() == domain.activeDataKey() || key.id() == domain.activeLookupKey()) {
      return "active";
    }
    if (key.id() == domain.activeEqualityKey()) {
      return "active for equality";
    }
    return key.times().activated().isPresent() ? "retired" : "not in use";
  }

  private List<Map<String, Object>> versions(KeyDomain domain, List<KeyVersion> versions) {
    List<Map<String, Object>> keys = new ArrayList<>();
    for (KeyVersion key : versions) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("key", key.name());
      fields.put("domain", domain.name());
      fields.put("use", key.use().name().toLowerCase(Locale.ROOT));
      fields.put("version", keys.size() + 1);
      fields.put("status", key.status().name().toLowerCase(Locale.ROOT));
      fields.put("active", isActive(domain, key) ? "yes" : "no");
      fields.put("standing", standing(domain, key));
      fields.put("created", key.created().toString());
      fields.put("inUseSince", text(key.times().activated()));
      fields.put("ageDays", ageInDays(key));
      fields.put(
          "nextRotation",
          key.id() == domain.activeId(KeyRole.DATA) ? text(rotation.next(domain)) : "-");
      fields.put("retired", text(key.times().retired()));
      fields.put("destroyed", text(key.times().destroyed()));
      keys.add(fields);
    }
    return keys;
  }

  private static boolean isActive(KeyDomain domain, KeyVersion key) {
    return key.status() == KeyStatus.ENABLED && domain.isActive(key.id());
  }

  private static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("-");
  }
}
