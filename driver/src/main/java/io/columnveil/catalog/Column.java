package io.columnveil.catalog;

import java.util.List;

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
 * @param computedFrom the columns of its table that it is computed from, if it is generated
 * @param setOnUpdate whether the database sets it whenever a row is changed
 * @param decidesRows whether a row policy of its table looks at it
 */
public record Column(
    String name,
    String typeName,
    int jdbcType,
    int size,
    boolean generated,
    boolean looseEquality,
    boolean hasDefault,
    List<String> computedFrom,
    boolean setOnUpdate,
    boolean decidesRows) {

  public Column {
    computedFrom = List.copyOf(computedFrom);
  }

  /** A column that neither is computed nor decides about rows. */
  public Column(
      String name,
      String typeName,
      int jdbcType,
      int size,
      boolean generated,
      boolean looseEquality,
      boolean hasDefault) {
    this(
        name,
        typeName,
        jdbcType,
        size,
        generated,
        looseEquality,
        hasDefault,
        List.of(),
        false,
        false);
  }

  /** A column without a default, whose values are equal only if they are the same. */
  public Column(String name, String typeName, int jdbcType, int size, boolean generated) {
    this(name, typeName, jdbcType, size, generated, false, false);
  }
}
