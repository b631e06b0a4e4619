package io.columnveil.jdbc;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Values of pgjdbc's own classes. */
final class PostgresValues {

  private PostgresValues() {}

  /** The text of a value of a type that JDBC does not know; any other value as it is. */
  static @Nullable Object textOrValue(Object value) {
    return value instanceof PGobject object ? object.getValue() : value;
  }
}
