package io.columnveil.policy.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names that a catalog holds, and which of them a name of the policy means. Immutable. */
final class CatalogNames {

  private final NameMatching matching;
  private final Map<String, Map<String, Set<String>>> columnsByTableBySchema = new HashMap<>();

  CatalogNames(NameMatching matching, Collection<ColumnId> columns) {
    this.matching = matching;
    for (ColumnId id : columns) {
      columnsByTableBySchema
          .computeIfAbsent(id.schema(), s -> new HashMap<>())
          .computeIfAbsent(id.table(), t -> new HashSet<>())
          .add(id.column());
    }
  }

  boolean covers(TableName name, String schema, String table, String defaultSchema) {
    return name.schema()
            .map(s -> covers(s, schema, columnsByTableBySchema.keySet()))
            .orElse(schema.equals(defaultSchema))
        && covers(name.table(), table, tables(schema).keySet());
  }

  boolean covers(NamePattern column, ColumnId id) {
    return covers(column, id.column(), columns(id.schema(), id.table()));
  }

  /** Whether a real table has that column; true where nothing is known of the table. */
  boolean mayHold(String schema, String table, String column) {
    Set<String> columns = columns(schema, table);
    return columns.isEmpty() || columns.contains(column);
  }

  /** The real spelling of a column that the policy names, or what the catalog would make of it. */
  String spelling(String schema, String table, String column) {
    Set<String> columns = columns(schema, table);
    if (matching == NameMatching.AS_SPELLED || columns.contains(column)) {
      return column;
    }
    String folded = column.toUpperCase(Locale.ENGLISH);
    return columns.stream()
        .filter(c -> c.toUpperCase(Locale.ENGLISH).equals(folded))
        .sorted()
        .findFirst()
        .orElse(folded);
  }

  private boolean covers(NamePattern pattern, String name, Set<String> siblings) {
    if (pattern.matches(name)) {
      return true;
    }
    if (matching == NameMatching.AS_SPELLED) {
      return false;
    }
    boolean spelledElsewhere = pattern.isExact() && siblings.contains(pattern.text());
    return !spelledElsewhere && pattern.matchesFolded(name);
  }

  private Map<String, Set<String>> tables(String schema) {
    return columnsByTableBySchema.getOrDefault(schema, Map.of());
  }

  private Set<String> columns(String schema, String table) {
    return tables(schema).getOrDefault(table, Set.of());
  }
}
