package io.columnveil.policy.model;

/**
 * The SQL type that applications see.
 *
 * @param name the base type
 * @param length characters of CHAR and VARCHAR, bytes of BYTEA, precision of NUMERIC; -1 where
 *     unlimited
 * @param scale digits after the point of NUMERIC; -1 elsewhere
 */
public record LogicalType(TypeName name, int length, int scale) {

  /** A type without parameters. */
  public static LogicalType of(TypeName name) {
    return new LogicalType(name, -1, -1);
  }

  /** Whether values are character strings. */
  public boolean isText() {
    return name == TypeName.CHAR || name == TypeName.VARCHAR || name == TypeName.TEXT;
  }

  /** Whether values are approximate, so that equality of them means nothing. */
  public boolean isApproximate() {
    return name == TypeName.REAL || name == TypeName.DOUBLE;
  }

  /** SQL spelling, for example {@code varchar(320)}. */
  @Override
  public String toString() {
    String base =
        switch (name) {
          case DOUBLE -> "double precision";
          default -> name.name().toLowerCase(java.util.Locale.ROOT);
        };
    if (length < 0) {
      return base;
    }
    return scale < 0 ? base + "(" + length + ")" : base + "(" + length + "," + scale + ")";
  }
}
