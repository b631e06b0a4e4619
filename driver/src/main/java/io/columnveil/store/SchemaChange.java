package io.columnveil.store;

/**
 * One statement of DDL that a policy needs.
 *
 * @param sql the statement, without a semicolon
 * @param reason what it is for, in one clause
 */
public record SchemaChange(String sql, String reason) {}
