package io.columnveil.cli;

import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import io.columnveil.policy.model.ProtectedColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many rows of one column name which key version.
 *
 * @param column the column
 * @param byName rows by the name of a key of its domain
 * @param foreign rows that name no key of its domain: they cannot be read
 */
record RowsByKey(ProtectedColumn column, Map<Standing, Long> byName, long foreign) {

  /** A key version and what it does. */
  record Standing(String key, String standing) {}

  static RowsByKey of(ProtectedColumn column, Map<Integer, Long> counts, Keyring keyring) {
    Map<Standing, Long> byName = new LinkedHashMap<>();
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    long known = 0;
    Optional<KeyDomain> domain = keyring.domain(column.domain());
    for (KeyVersion key : domain.map(KeyDomain::dataKeys).orElse(List.of())) {
      Long rows = counts.get(key.id());
      if (rows != null) {
        byName.put(new Standing(key.name(), ListedKeys.standing(domain.get(), key)), rows);
        known += rows;
      }
    }
    return new RowsByKey(column, byName, all - known);
  }

  Map<String, Object> forMachines() {
    Map<String, Object> fields = new LinkedHashMap<>();
    byName.forEach((key, rows) -> fields.put(key.key(), rows));
    if (foreign > 0) {
      fields.put("unknown", foreign);
    }
    return fields;
  }

  /** A line for each version that is worth one. */
  List<String> forPeople() {
    List<String> lines = new ArrayList<>();
    boolean onlyActive = byName.keySet().stream().allMatch(k -> k.standing().equals("active"));
    if (!onlyActive) {
      byName.forEach(
          (key, rows) ->
              lines.add(
                  "%s: %d rows by key %s (%s)"
                      .formatted(column.shortName(), rows, key.key(), key.standing())));
    }
    if (foreign > 0) {
      lines.add(
          "%s: %d rows name a key that its domain does not have; they cannot be read"
              .formatted(column.shortName(), foreign));
    }
    return lines;
  }
}
