package io.columnveil.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A table, view or the like.
 *
 * @param schema spelled as the catalog holds it
 * @param name spelled as the catalog holds it
 * @param kind what it is
 * @param columns in their order, hidden companions included
 * @param definition the query of a view with every name schema-qualified, or the target of a
 *     synonym as {@code schema.name}; empty for others
 */
public record Relation(
    String schema,
    String name,
    RelationKind kind,
    List<Column> columns,
    Optional<String> definition) {

  public Relation {
    columns = List.copyOf(columns);
  }

  /** The column of that exact name. */
  public Optional<Column> column(String columnName) {
    return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
  }

  /** {@code schema.name}. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
