package io.columnveil.jdbc;

import java.sql.SQLException;
import java.sql.Statement;

/** What an application set on a statement, carried over to another one that replaces it. */
final class StatementSettings {

  private StatementSettings() {}

  static void copy(Statement from, Statement to) throws SQLException {
    if (from.getMaxRows() != to.getMaxRows()) {
      to.setMaxRows(from.getMaxRows());
    }
    if (from.getFetchSize() != to.getFetchSize()) {
      to.setFetchSize(from.getFetchSize());
    }
    if (from.getFetchDirection() != to.getFetchDirection()) {
      to.setFetchDirection(from.getFetchDirection());
    }
    if (from.getQueryTimeout() != to.getQueryTimeout()) {
      to.setQueryTimeout(from.getQueryTimeout());
    }
    if (from.getMaxFieldSize() != to.getMaxFieldSize()) {
      to.setMaxFieldSize(from.getMaxFieldSize());
    }
    if (from.isPoolable() != to.isPoolable()) {
      to.setPoolable(from.isPoolable());
    }
    if (from.isCloseOnCompletion() && !to.isCloseOnCompletion()) {
      to.closeOnCompletion();
    }
  }
}
