package io.columnveil.policy.model;

import io.columnveil.issue.Issue;
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
  private final Map<TableId, Issue> withheld;

  /** Indexes columns of tables without partitions. */
  public Protections(Collection<ProtectedColumn> columns) {
    this(byOwnName(columns));
  }

  /**
   * Indexes columns.
   *
   * @param columns by real column; for a partition or an inheriting table the value is the
   *     protected column of its parent
   */
  public Protections(Map<ColumnId, ProtectedColumn> columns) {
    this(columns, Map.of());
  }

  /**
   * Indexes columns.
   *
   * @param columns as above
   * @param withheld tables that no statement may touch, each with the reason
   */
  public Protections(Map<ColumnId, ProtectedColumn> columns, Map<TableId, Issue> withheld) {
    Map<String, ColumnId> companions = new LinkedHashMap<>();
    columns.forEach(
        (id, column) -> {
          column
              .lookup()
              .ifPresent(l -> companions.put(key(id.schema(), id.table(), l.column()), id));
          column.storedIn().ifPresent(c -> companions.put(key(id.schema(), id.table(), c), id));
          column
              .rotation()
              .ifPresent(r -> companions.put(key(id.schema(), id.table(), r.secondColumn()), id));
        });
    byId = Map.copyOf(columns);
    hidden = Map.copyOf(companions);
    this.withheld = Map.copyOf(withheld);
  }

  private static Map<ColumnId, ProtectedColumn> byOwnName(Collection<ProtectedColumn> columns) {
    Map<ColumnId, ProtectedColumn> index = new LinkedHashMap<>();
    columns.forEach(column -> index.put(column.id(), column));
    return index;
  }

  /** The protected column of that name, if it is one. */
  public Optional<ProtectedColumn> find(String schema, String table, String column) {
    return Optional.ofNullable(byId.get(new ColumnId(schema, table, column)));
  }

  /** Whether every statement may touch everything. */
  public boolean isEmpty() {
    return byId.isEmpty() && withheld.isEmpty();
  }

  /**
   * Whether a column is a companion (lookup, storedIn, second column of a rotation) that does not
   * exist for applications.
   */
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

  /** Why no statement may touch a table, if so. */
  public Optional<Issue> withheld(String schema, String table) {
    return Optional.ofNullable(withheld.get(new TableId(schema, table)));
  }

  /** The tables that no statement may touch, each with the reason. */
  public Map<TableId, Issue> withheld() {
    return withheld;
  }

  private static String key(String schema, String table, String column) {
    return schema + '\0' + table + '\0' + column;
  }
}
