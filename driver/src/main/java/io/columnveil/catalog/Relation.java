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
 * @param definition the query of a view with every name schema-qualified (a bare name in the view
 *     of a temporary schema is one of that schema), or the target of a synonym as {@code
 *     schema.name}; empty for others, and for a view whose query the database does not tell
 * @param parents the tables that it is a partition of or inherits from
 * @param changesItsTable whether it is a view that has no code of its own for changes, so that the
 *     database makes them to the one table that the view selects from
 * @param primaryKey columns no two of whose rows agree in all; empty if nothing is known of such
 */
public record Relation(
    String schema,
    String name,
    RelationKind kind,
    List<Column> columns,
    Optional<String> definition,
    List<QualifiedName> parents,
    boolean changesItsTable,
    List<String> primaryKey) {

  public Relation {
    columns = List.copyOf(columns);
    parents = List.copyOf(parents);
    primaryKey = List.copyOf(primaryKey);
  }

  /** A relation without parents and primary key. */
  public Relation(
      String schema,
      String name,
      RelationKind kind,
      List<Column> columns,
      Optional<String> definition) {
    this(schema, name, kind, columns, definition, List.of(), false, List.of());
  }

  /** The same with a primary key. */
  public Relation withPrimaryKey(List<String> key) {
    return new Relation(schema, name, kind, columns, definition, parents, changesItsTable, key);
  }

  /** The column of that exact name. */
  public Optional<Column> column(String columnName) {
    return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
  }

  public QualifiedName qualifiedName() {
    return new QualifiedName(schema, name);
  }

  /** {@code schema.name}. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
