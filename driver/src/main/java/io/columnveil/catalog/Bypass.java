package io.columnveil.catalog;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a database brings along that reads past the names of tables: functions that run a text as
 * SQL, that read a table whose name is a text, or the server's files, and relations that hold
 * copies of values.
 */
public final class Bypass {

  private static final Set<String> POSTGRESQL =
      Set.of(
          "ts_stat",
          "ts_rewrite",
          "connectby",
          "xpath_table",
          "pg_read_file",
          "pg_read_binary_file",
          "pg_stat_file",
          "lo_import",
          "lo_export",
          "pg_logical_slot_get_changes",
          "pg_logical_slot_peek_changes",
          "pg_logical_slot_get_binary_changes",
          "pg_logical_slot_peek_binary_changes",
          "get_raw_page",
          "heap_page_items",
          "heap_page_item_attrs",
          "tuple_data_split",
          "bt_page_items",
          "brin_page_items",
          "gist_page_items",
          "hash_page_items",
          "pg_ls_dir");
  private static final Set<String> POSTGRESQL_PREFIXES =
      Set.of(
          "query_to_xml",
          "table_to_xml",
          "schema_to_xml",
          "database_to_xml",
          "cursor_to_xml",
          "dblink",
          "crosstab");
  private static final Set<String> POSTGRESQL_RELATIONS =
      Set.of(
          "pg_stats",
          "pg_statistic",
          "pg_stats_ext",
          "pg_stats_ext_exprs",
          "pg_statistic_ext_data",
          "pg_largeobject");

  /** Where long values lie; the number behind it is that of their table. */
  private static final String TOAST = "pg_toast_";

  private static final Set<String> H2 =
      Set.of("CSVWRITE", "LINK_SCHEMA", "FILE_READ", "FILE_WRITE", "FTL_SEARCH", "FT_SEARCH");

  private static final Pattern NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_$]*)\"?\\s*(\\(?)");

  private Bypass() {}

  /** Whether a function of that name is one. */
  public static boolean isFunction(Backend backend, String name) {
    return backend == Backend.H2
        ? H2.contains(name.toUpperCase(Locale.ENGLISH))
        : POSTGRESQL.contains(name) || POSTGRESQL_PREFIXES.stream().anyMatch(name::startsWith);
  }

  /** Whether a relation of that name is one. */
  public static boolean isRelation(Backend backend, String name) {
    return backend == Backend.POSTGRESQL
        && (POSTGRESQL_RELATIONS.contains(name) || name.startsWith(TOAST));
  }

  /** Whether a query, as the catalog prints it, uses one. */
  public static boolean isIn(Backend backend, String query) {
    Matcher names = NAME.matcher(query);
    while (names.find()) {
      String name = names.group(1);
      if (isRelation(backend, name) || !names.group(2).isEmpty() && isFunction(backend, name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the text of code may use one, however it is put together. */
  public static boolean mayBeIn(Backend backend, String code) {
    String lower = code.toLowerCase(Locale.ROOT);
    if (backend == Backend.H2) {
      return H2.stream().anyMatch(name -> lower.contains(name.toLowerCase(Locale.ROOT)));
    }
    return POSTGRESQL.stream().anyMatch(lower::contains)
        || POSTGRESQL_PREFIXES.stream().anyMatch(lower::contains)
        || POSTGRESQL_RELATIONS.stream().anyMatch(lower::contains)
        || lower.contains(TOAST);
  }
}
