package io.columnveil.policy.model;

/**
 * A real table, spelled as the catalog holds it.
 *
 * @param schema schema
 * @param table table
 */
public record TableId(String schema, String table) {}
