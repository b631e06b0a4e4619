package io.columnveil.store;

import io.columnveil.catalog.QualifiedName;

/**
 * Something of a catalog that can reach tables.
 *
 * @param kind what it is
 * @param name its name; routines of one name are taken together
 */
record CatalogMember(Kind kind, QualifiedName name) {

  /** What it is. */
  enum Kind {
    RELATION,
    ROUTINE,
    TYPE,
    OPERATOR
  }

  static CatalogMember relation(String schema, String name) {
    return new CatalogMember(Kind.RELATION, new QualifiedName(schema, name));
  }

  static CatalogMember relation(QualifiedName name) {
    return new CatalogMember(Kind.RELATION, name);
  }

  static CatalogMember routine(QualifiedName name) {
    return new CatalogMember(Kind.ROUTINE, name);
  }

  static CatalogMember routine(String schema, String name) {
    return new CatalogMember(Kind.ROUTINE, new QualifiedName(schema, name));
  }
}
