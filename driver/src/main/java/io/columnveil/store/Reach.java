package io.columnveil.store;

/**
 * Using one member of a catalog uses another: a view its tables, a table the functions of its
 * triggers.
 *
 * @param from what is used by a statement
 * @param to what is used by that
 * @param onWrite whether writing to {@code from} runs code: a trigger or a rule
 */
record Reach(CatalogMember from, CatalogMember to, boolean onWrite) {}
