package io.columnveil.sql.parse;

import java.util.Optional;
import java.util.Set;

/** What settings mean for us, by their names in upper case. */
final class SettingNames {

  private static final Set<String> OF_IDENTITY =
      Set.of("ROLE", "SESSION_AUTHORIZATION", "IS_SUPERUSER");
  private static final Set<String> OF_PATH = Set.of("SEARCH_PATH", "SCHEMA", "SCHEMA_SEARCH_PATH");

  /** Settings that change how a text is read or what its names mean. */
  private static final Set<String> OF_READING =
      Set.of(
          "STANDARD_CONFORMING_STRINGS",
          "BACKSLASH_QUOTE",
          "CLIENT_ENCODING",
          "NAMES",
          "TRANSFORM_NULL_EQUALS",
          "MODE",
          "NON_KEYWORDS",
          "DATABASE_TO_UPPER",
          "DATABASE_TO_LOWER",
          "CASE_INSENSITIVE_IDENTIFIERS",
          "IGNORECASE",
          "VARIABLE_BINARY",
          "QUIRKS_MODE",
          "TRUNCATE_LARGE_LENGTH");

  private SettingNames() {}

  /** What a statement has that changes a setting; nothing of most. */
  static Optional<Trait> trait(String name) {
    if (OF_IDENTITY.contains(name)) {
      return Optional.of(Trait.IDENTITY);
    }
    if (OF_PATH.contains(name)) {
      return Optional.of(Trait.SEARCH_PATH);
    }
    return OF_READING.contains(name) ? Optional.of(Trait.READING) : Optional.empty();
  }
}
