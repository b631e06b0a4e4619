package io.columnveil.sql.bind;

import java.util.List;

/** The rows of a function that hands on what it reads of protected tables. */
final class RoutineRows extends Source {

  private final List<Field> fields;

  RoutineRows(String name, List<Field> fields) {
    super(name);
    this.fields = List.copyOf(fields);
  }

  @Override
  public List<Field> fields() {
    return fields;
  }

  @Override
  boolean hasHiddenFields() {
    return fields.stream().anyMatch(Field::hidden);
  }
}
