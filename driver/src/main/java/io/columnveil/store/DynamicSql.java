package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Bypass;
import java.util.Locale;
import java.util.Set;

/** Tells routines that put SQL together at run time or read tables through text. */
final class DynamicSql {

  private static final Set<String> EXECUTORS =
      Set.of(
          "execute",
          // they change what a name means to EXECUTE
          "prepare",
          "deallocate");

  /** Extensions whose functions compute from their arguments alone. */
  private static final Set<String> PURE_EXTENSIONS =
      Set.of(
          "plpgsql",
          "pgcrypto",
          "uuid-ossp",
          "citext",
          "hstore",
          "ltree",
          "pg_trgm",
          "unaccent",
          "fuzzystrmatch",
          "btree_gin",
          "btree_gist",
          "intarray",
          "isn",
          "cube",
          "earthdistance",
          "seg",
          "bloom",
          "vector",
          "postgis",
          "pg_stat_statements");

  private DynamicSql() {}

  /**
   * Whether the tables that a routine uses cannot be told from its text.
   *
   * @param language its language, in lower case
   * @param extension the extension that it belongs to, or empty
   * @param text its text
   */
  static boolean isOpaque(String language, String extension, String text) {
    if (!language.equals("sql") && !language.equals("plpgsql")) {
      return !PURE_EXTENSIONS.contains(extension);
    }
    // U&"..." spells a name by code points.
    return text.toLowerCase(Locale.ROOT).contains("u&\"")
        || Words.of(text).mentionAny(EXECUTORS)
        || Bypass.mayBeIn(Backend.POSTGRESQL, text);
  }
}
