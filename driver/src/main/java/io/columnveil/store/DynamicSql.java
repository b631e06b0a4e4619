package io.columnveil.store;

import java.util.Locale;
import java.util.Set;

/** Tells routines that put SQL together at run time or read tables through text. */
final class DynamicSql {

  private static final Set<String> EXECUTORS =
      Set.of(
          "execute",
          // they change what a name means to EXECUTE
          "prepare",
          "deallocate",
          "query_to_xml",
          "query_to_xmlschema",
          "query_to_xml_and_xmlschema",
          "table_to_xml",
          "table_to_xmlschema",
          "table_to_xml_and_xmlschema",
          "cursor_to_xml",
          "cursor_to_xmlschema",
          "schema_to_xml",
          "schema_to_xmlschema",
          "schema_to_xml_and_xmlschema",
          "database_to_xml",
          "database_to_xmlschema",
          "database_to_xml_and_xmlschema",
          "dblink",
          "dblink_exec",
          "dblink_open",
          "dblink_fetch",
          "dblink_send_query",
          "dblink_get_result",
          "ts_stat",
          "ts_rewrite",
          "crosstab",
          "crosstabn",
          "crosstab2",
          "crosstab3",
          "crosstab4",
          "connectby",
          "xpath_table",
          "pg_read_file",
          "pg_read_binary_file",
          "pg_stats",
          "pg_statistic",
          "pg_stats_ext",
          "pg_stats_ext_exprs");

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
    return text.toLowerCase(Locale.ROOT).contains("u&\"") || Words.of(text).mentionAny(EXECUTORS);
  }
}
