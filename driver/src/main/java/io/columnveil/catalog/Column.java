package io.columnveil.catalog;

/**
 * A column as the database's catalog tells of it.
 *
 * @param name spelled as the catalog holds it
 * @param typeName the database's name of its type, for example {@code varchar} or {@code CHARACTER
 *     VARYING}; of a domain the type under it
 * @param jdbcType a constant of {@code java.sql.Types}
 * @param size characters, bytes or precision; 0 where unlimited or unknown
 * @param generated whether the database computes it always (GENERATED ALWAYS AS (...))
 * @param looseEquality whether the database may call values equal that are not the same: a
 *     case-insensitive type or a collation that is not deterministic
 * @param hasDefault whether the database fills in something other than NULL where a statement gives
 *     no value
 */
public record Column(
    String name,
    String typeName,
    int jdbcType,
    int size,
    boolean generated,
    boolean looseEquality,
    boolean hasDefault) {

  /** A column without a default, whose values are equal only if they are the same. */
  public Column(String name, String typeName, int jdbcType, int size, boolean generated) {
    this(name, typeName, jdbcType, size, generated, false, false);
  }
}
