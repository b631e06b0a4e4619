package io.columnveil.catalog;

/**
 * A name with its schema, both spelled as the catalog holds them.
 *
 * @param schema schema
 * @param name relation or function
 */
public record QualifiedName(String schema, String name) {

  /** {@code schema.name}. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
