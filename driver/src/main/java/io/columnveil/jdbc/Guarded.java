package io.columnveil.jdbc;

import java.sql.SQLException;

/**
 * What applications get instead of the objects of the wrapped driver. {@code unwrap} gives guarded
 * objects too, never the wrapped driver's own.
 */
public sealed interface Guarded
    permits GuardedConnection,
        GuardedStatement,
        GuardedPreparedStatement,
        GuardedCallableStatement,
        GuardedResultSet,
        GuardedResultSetMetaData,
        GuardedParameterMetaData,
        GuardedDatabaseMetaData {

  /** This object as one of its own interfaces, or a refusal. */
  static <T> T unwrap(Guarded guarded, Class<T> type) throws SQLException {
    if (type.isInstance(guarded)) {
      return type.cast(guarded);
    }
    throw SqlErrors.refused(
        "the wrapped driver's " + type.getSimpleName() + " would pass by encryption",
        "Use the methods of JDBC, which are guarded");
  }
}
