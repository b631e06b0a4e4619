package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Built-in functions that run SQL given as text or give rows of a table named by text, and system
 * relations that hold copies of column values. They go past everything that looks at names, so they
 * are refused whatever their arguments are. Tried on real servers: each gave old plaintext to a
 * role with no more than SELECT.
 */
final class TextExecutors {

  private static final Set<String> POSTGRESQL =
      Set.of(
          "ts_stat",
          "ts_rewrite",
          "connectby",
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
  private static final Set<String> H2 =
      Set.of("CSVWRITE", "LINK_SCHEMA", "FILE_READ", "FILE_WRITE", "FTL_SEARCH", "FT_SEARCH");

  private final Backend backend;

  TextExecutors(Backend backend) {
    this.backend = backend;
  }

  /** The first token that names one, if any does. */
  OptionalInt find(TokenList tokens) {
    for (int token = 0; token < tokens.size(); token++) {
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && isOne(tokens.name(token), isCall(tokens, token))) {
        return OptionalInt.of(token);
      }
    }
    return OptionalInt.empty();
  }

  /** Whether code may use one, by the text of the code in lower case. */
  boolean mayBeIn(String lowerCaseCode) {
    if (backend == Backend.H2) {
      return H2.stream().anyMatch(name -> lowerCaseCode.contains(name.toLowerCase(Locale.ROOT)));
    }
    return POSTGRESQL.stream().anyMatch(lowerCaseCode::contains)
        || POSTGRESQL_PREFIXES.stream().anyMatch(lowerCaseCode::contains)
        || POSTGRESQL_RELATIONS.stream().anyMatch(lowerCaseCode::contains);
  }

  private boolean isOne(String name, boolean call) {
    if (backend == Backend.H2) {
      return call && H2.contains(name.toUpperCase(Locale.ENGLISH));
    }
    return POSTGRESQL_RELATIONS.contains(name)
        || call
            && (POSTGRESQL.contains(name)
                || POSTGRESQL_PREFIXES.stream().anyMatch(name::startsWith));
  }

  static boolean isCall(TokenList tokens, int token) {
    return token + 1 < tokens.size() && tokens.is(token + 1, "(");
  }
}
