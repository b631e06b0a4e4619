package io.columnveil.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a PostgreSQL server reports of the settings that a session's identity and meaning rest on.
 * Asked before every statement, so it neither looks up names nor makes objects while nothing was
 * reported.
 */
final class ReportedSettings {

  /** Versions before 18 leave the search path out. */
  private static final List<String> FOLLOWED =
      List.of(
          "session_authorization",
          "is_superuser",
          "search_path",
          "standard_conforming_strings",
          "TimeZone",
          "DateStyle");

  private String[] seen = {};
  private List<String> followed = List.of();

  /**
   * The followed ones; the same object as long as none of them changes.
   *
   * @param all what the wrapped driver keeps: by name, in one order, never less than before
   */
  List<String> of(Map<String, String> all) {
    if (!isAsSeen(all.values())) {
      seen = all.values().toArray(String[]::new);
      List<String> now = FOLLOWED.stream().map(name -> all.getOrDefault(name, "")).toList();
      if (!now.equals(followed)) {
        followed = now;
      }
    }
    return followed;
  }

  /** The wrapped driver keeps the very strings that it read, until a report replaces one. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isAsSeen(Collection<String> values) {
    int next = 0;
    for (String value : values) {
      if (next == seen.length || value != seen[next]) {
        return false;
      }
      next++;
    }
    return next > 0 && next == seen.length;
  }
}
