package io.columnveil.policy.parse;

import io.columnveil.issue.Location;
import io.columnveil.issue.NearestWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entries of a mapping whose keys are known: each is asked for by name, and at the end those
 * that nobody asked for are refused.
 */
final class Entries {

  private static final String MERGE = "<<";

  private final ReadContext context;
  private final YamlMapping mapping;
  private final String owner;
  private final Map<String, YamlEntry> byName = new HashMap<>();
  private final List<String> known = new ArrayList<>();
  private final Map<String, String> elsewhere = new HashMap<>();
  private final Set<String> reserved = new HashSet<>();

  /** Entries of a mapping, which messages call {@code owner}: "column users.email". */
  Entries(ReadContext context, YamlMapping mapping, String owner) {
    this.context = context;
    this.mapping = mapping;
    this.owner = owner;
    mapping.entries().forEach(e -> byName.put(e.name(), e));
  }

  /** The value of a key that may be missing. */
  Optional<YamlNode> optional(String key) {
    known.add(key);
    return Optional.ofNullable(byName.get(key)).map(YamlEntry::value);
  }

  /** The value of a key that must be there; otherwise {@code at} is where it is missed. */
  Optional<YamlNode> required(String key, YamlNode at, String remedy) {
    Optional<YamlNode> value = optional(key);
    if (value.isEmpty() && !merges()) {
      context.error(at, owner + " has no '" + key + "'", remedy);
    }
    return value;
  }

  /** A key that has a meaning to come. */
  void reserve(String key, String purpose) {
    reserved.add(key);
    YamlEntry entry = byName.get(key);
    if (entry != null) {
      context.error(
          entry.key(),
          "'" + key + "' of " + owner + " is reserved for a later version (" + purpose + ")",
          "Leave it out");
    }
  }

  /** What to say if a key is found here that belongs somewhere else. */
  void belongsElsewhere(String key, String remedy) {
    elsewhere.put(key, remedy);
  }

  /** Reports every key that was not asked for. */
  void refuseOthers() {
    for (YamlEntry entry : mapping.entries()) {
      String name = entry.name();
      if (known.contains(name) || reserved.contains(name)) {
        continue;
      }
      if (name.equals(MERGE) && entry.value() instanceof YamlHole) {
        continue;
      }
      String remedy = elsewhere.get(name);
      context.error(
          entry.key(),
          "unknown key " + Words.quote(name) + " in " + owner,
          remedy != null
              ? remedy
              : context.problems().isFull()
                  ? ""
                  : NearestWord.remedy(name, known, "Known here: " + Words.oneOf(known)));
    }
  }

  /** Whether it takes entries from an alias, which has been refused: then none is missed. */
  private boolean merges() {
    YamlEntry merge = byName.get(MERGE);
    return merge != null && merge.value() instanceof YamlHole;
  }

  /** Where the values of all keys stand. */
  Map<String, Location> places() {
    Map<String, Location> places = new HashMap<>();
    byName.forEach((name, entry) -> places.put(name, context.at(entry.value())));
    return places;
  }
}
