package io.columnveil.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What must know pgjdbc's classes, which need not be on the class path: nothing here is loaded
 * before an object of theirs is met.
 */
final class Postgres {

  private static final String PACKAGE = "org.postgresql.";

  private Postgres() {}

  /** Whether an exception or warning is one of pgjdbc's own. */
  static boolean isPostgres(SQLException raw) {
    return raw.getClass().getName().startsWith(PACKAGE);
  }

  /** Its message without values. */
  static String message(SQLException raw, String sent) {
    return PostgresErrors.message(raw, sent);
  }

  /** The text of a value of pgjdbc's own classes; any other value as it is. */
  static @Nullable Object textOrValue(@Nullable Object value) {
    return value != null && value.getClass().getName().startsWith(PACKAGE)
        ? PostgresValues.textOrValue(value)
        : value;
  }

  /** An exception of the same class, with only what holds no value. */
  static SQLException withoutValues(SQLException raw, String message) {
    return PostgresErrors.withoutValues(raw, message);
  }

  /** Whether a connection writes parameters into the text of statements. */
  static boolean sendsSimpleQueries(Connection raw) throws SQLException {
    return GuardedPgConnection.sendsSimpleQueries(raw);
  }

  /** Whether an application asks for {@code org.postgresql.PGConnection}. */
  static boolean isConnectionInterface(Class<?> type) {
    return type.getName().equals(PACKAGE + "PGConnection");
  }

  /** The guarded one. */
  static Object guarded(GuardedConnection connection, Connection delegate) throws SQLException {
    return GuardedPgConnection.over(connection, delegate);
  }
}
