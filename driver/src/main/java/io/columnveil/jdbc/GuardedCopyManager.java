package io.columnveil.jdbc;

import java.sql.SQLException;
import org.postgresql.copy.CopyDual;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/** Copies tables that are not protected; all of its other methods end in these three. */
final class GuardedCopyManager extends CopyManager {

  private final GuardedConnection connection;

  GuardedCopyManager(GuardedConnection connection, BaseConnection raw) throws SQLException {
    super(raw);
    this.connection = connection;
  }

  @Override
  public CopyIn copyIn(String sql) throws SQLException {
    connection.requirePassed(sql);
    return super.copyIn(sql);
  }

  @Override
  public CopyOut copyOut(String sql) throws SQLException {
    connection.requirePassed(sql);
    return super.copyOut(sql);
  }

  @Override
  public CopyDual copyDual(String sql) throws SQLException {
    connection.requirePassed(sql);
    return super.copyDual(sql);
  }
}
