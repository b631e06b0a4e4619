package io.columnveil.sql.bind;

/**
 * One column of a source.
 *
 * @param name as the database folds it
 * @param lineage where its values come from
 * @param hidden whether it is a companion, which does not exist for applications
 */
public record Field(String name, Lineage lineage, boolean hidden) {}
