package io.columnveil.catalog;

/**
 * A column as the database's catalog tells of it.
 *
 * @param name spelled as the catalog holds it
 * @param typeName the database's name of its type, for example {@code varchar} or {@code CHARACTER
 *     VARYING}
 * @param jdbcType a constant of {@code java.sql.Types}
 * @param size characters, bytes or precision; 0 where unlimited or unknown
 * @param generated whether the database computes it always (GENERATED ALWAYS AS (...))
 */
public record Column(String name, String typeName, int jdbcType, int size, boolean generated) {}
