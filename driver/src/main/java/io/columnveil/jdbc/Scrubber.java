package io.columnveil.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of the database's own errors about statements that touch protected tables: they
 * keep class, state, vendor code, constraint and position, but lose DETAIL, quoted values and
 * causes.
 */
public final class Scrubber {

  private static final int MAX_CHAIN = 10_000;

  private Scrubber() {}

  /** The error without values; its chain too. */
  public static SQLException scrub(SQLException raw) {
    return scrub(raw, "");
  }

  /**
   * The error of a statement without values; its chain too.
   *
   * @param sent the statement as it was sent, whose words may be told as names that are not there
   */
  static SQLException scrub(SQLException raw, String sent) {
    SQLException scrubbed = one(raw, sent);
    SQLException next = raw.getNextException();
    for (int i = 0; next != null && i < MAX_CHAIN; i++) {
      if (next != raw) {
        scrubbed.setNextException(one(next, sent));
      }
      next = next.getNextException();
    }
    return scrubbed;
  }

  /** The warnings without values. */
  static @Nullable SQLWarning scrub(@Nullable SQLWarning raw) {
    SQLWarning first = null;
    SQLWarning next = raw;
    for (int i = 0; next != null && i < MAX_CHAIN; i++) {
      SQLWarning scrubbed =
          new SQLWarning(Messages.withoutValues(next, ""), next.getSQLState(), next.getErrorCode());
      scrubbed.setStackTrace(next.getStackTrace());
      if (first == null) {
        first = scrubbed;
      } else {
        first.setNextWarning(scrubbed);
      }
      next = next.getNextWarning();
    }
    return first;
  }

  private static SQLException one(SQLException raw, String sent) {
    SQLException scrubbed = sameClass(raw, Messages.withoutValues(raw, sent));
    scrubbed.setStackTrace(raw.getStackTrace());
    return scrubbed;
  }

  private static SQLException sameClass(SQLException raw, String message) {
    String state = raw.getSQLState();
    int code = raw.getErrorCode();
    if (raw instanceof BatchUpdateException batch) {
      return new BatchUpdateException(message, state, code, batch.getLargeUpdateCounts(), null);
    }
    if (Postgres.isPostgres(raw)) {
      return Postgres.withoutValues(raw, message);
    }
    if (raw instanceof SQLIntegrityConstraintViolationException) {
      return new SQLIntegrityConstraintViolationException(message, state, code);
    }
    if (raw instanceof SQLDataException) {
      return new SQLDataException(message, state, code);
    }
    if (raw instanceof SQLSyntaxErrorException) {
      return new SQLSyntaxErrorException(message, state, code);
    }
    if (raw instanceof SQLInvalidAuthorizationSpecException) {
      return new SQLInvalidAuthorizationSpecException(message, state, code);
    }
    if (raw instanceof SQLFeatureNotSupportedException) {
      return new SQLFeatureNotSupportedException(message, state, code);
    }
    if (raw instanceof SQLNonTransientConnectionException) {
      return new SQLNonTransientConnectionException(message, state, code);
    }
    if (raw instanceof SQLTransactionRollbackException) {
      return new SQLTransactionRollbackException(message, state, code);
    }
    if (raw instanceof SQLTimeoutException) {
      return new SQLTimeoutException(message, state, code);
    }
    if (raw instanceof SQLTransientConnectionException) {
      return new SQLTransientConnectionException(message, state, code);
    }
    if (raw instanceof SQLTransientException) {
      return new SQLTransientException(message, state, code);
    }
    if (raw instanceof SQLNonTransientException) {
      return new SQLNonTransientException(message, state, code);
    }
    return new SQLException(message, state, code);
  }
}
