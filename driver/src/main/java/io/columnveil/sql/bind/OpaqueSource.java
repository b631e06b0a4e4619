package io.columnveil.sql.bind;

import java.util.List;

/**
 * Something whose columns are not known: a function's rows, a system view. Holds nothing protected,
 * else the statement would have been refused.
 */
final class OpaqueSource extends Source {

  OpaqueSource(String name) {
    super(name);
  }

  @Override
  public List<Field> fields() {
    return List.of();
  }

  @Override
  boolean isNamedBy(List<String> qualifier) {
    return qualifier.get(qualifier.size() - 1).equals(name());
  }

  @Override
  boolean hasHiddenFields() {
    return false;
  }
}
