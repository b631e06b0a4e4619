package io.columnveil.store;

/**
 * Using one member of a catalog uses another: a view its tables, a table the functions of its
 * triggers.
 *
 * @param from what is used by a statement
 * @param to what is used by that
 * @param when on which use
 */
record Reach(CatalogMember from, CatalogMember to, When when) {

  /** On which use of one member the other is used. */
  enum When {
    /** It is made of it: what it does with it can be told from its definition. */
    DEFINED,
    /** Writing runs code: a trigger, a rule, a default, an index. */
    WRITTEN,
    /** Any use runs code: a row policy, a type. */
    USED
  }
}
