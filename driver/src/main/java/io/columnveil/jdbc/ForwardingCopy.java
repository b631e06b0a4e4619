package io.columnveil.jdbc;

import java.sql.SQLException;
import org.postgresql.copy.CopyOperation;

/** What the wrapped driver answers of a COPY in either direction. */
abstract class ForwardingCopy implements CopyOperation {

  /** The wrapped driver's. */
  abstract CopyOperation raw();

  @Override
  public void cancelCopy() throws SQLException {
    raw().cancelCopy();
  }

  @Override
  public int getFieldCount() {
    return raw().getFieldCount();
  }

  @Override
  public int getFormat() {
    return raw().getFormat();
  }

  @Override
  public int getFieldFormat(int field) {
    return raw().getFieldFormat(field);
  }

  @Override
  public boolean isActive() {
    return raw().isActive();
  }

  @Override
  public long getHandledRowCount() {
    return raw().getHandledRowCount();
  }
}
