package io.columnveil.catalog;

/** What a relation is. Partitions and inheritance children are tables. */
public enum RelationKind {
  TABLE,
  TEMPORARY_TABLE,
  VIEW,
  MATERIALIZED_VIEW,
  FOREIGN_TABLE,
  SYNONYM
}
