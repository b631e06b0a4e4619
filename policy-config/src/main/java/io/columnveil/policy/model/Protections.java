package io.columnveil.policy.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The protected columns of one database: an immutable index by table and column. A partition's
 * column leads to the protected column of the table that it is a partition of.
 */
public final class Protections {

  private final Map<ColumnId, ProtectedColumn> byId;
  private final Map<String, ColumnId> hidden;

  /** Indexes the columns. */
  public Protections(Collection<ProtectedColumn> columns) {
    Map<ColumnId, ProtectedColumn> index = new LinkedHashMap<>();
    Map<String, ColumnId> companions = new LinkedHashMap<>();
    for (ProtectedColumn column : columns) {
      index.put(column.id(), column);
      ColumnId id = column.id();
      column.lookup().ifPresent(l -> companions.put(key(id.schema(), id.table(), l.column()), id));
      column.storedIn().ifPresent(c -> companions.put(key(id.schema(), id.table(), c), id));
    }
    byId = Map.copyOf(index);
    hidden = Map.copyOf(companions);
  }

  /** The protected column of that name, if it is one. */
  public Optional<ProtectedColumn> find(String schema, String table, String column) {
    return Optional.ofNullable(byId.get(new ColumnId(schema, table, column)));
  }

  /** Whether a column is a companion (lookup or storedIn) that does not exist for applications. */
  public boolean isHidden(String schema, String table, String column) {
    return hidden.containsKey(key(schema, table, column));
  }

  /** The protected columns, each once, partitions not counted. */
  public Collection<ProtectedColumn> all() {
    return Set.copyOf(byId.values());
  }

  /** The protected columns by real column, those of partitions included. */
  public Map<ColumnId, ProtectedColumn> byRealColumn() {
    return byId;
  }

  private static String key(String schema, String table, String column) {
    return schema + '\0' + table + '\0' + column;
  }
}
