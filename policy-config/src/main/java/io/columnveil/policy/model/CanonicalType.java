package io.columnveil.policy.model;

/**
 * What equality compares: values of types with one canonical type have comparable ciphertext and
 * tokens. All integers are one, all texts are one, and numerics are one for each scale.
 *
 * @param name what messages call it
 */
public record CanonicalType(String name) {

  /** The canonical type of an SQL type. */
  public static CanonicalType of(LogicalType type) {
    return new CanonicalType(
        switch (type.name()) {
          case CHAR, VARCHAR, TEXT -> "text";
          case SMALLINT, INTEGER, BIGINT -> "integer";
          case NUMERIC -> type.scale() < 0 ? "numeric" : "numeric of scale " + type.scale();
          case BYTEA -> "bytea";
          default -> LogicalType.of(type.name()).toString();
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
