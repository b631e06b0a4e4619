package io.columnveil.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An array of the wrapped driver whose result sets are guarded. */
final class GuardedArray implements Array {

  private final Array delegate;
  private final Guard rows;

  /** Guards a result set that the array opens. */
  @FunctionalInterface
  interface Guard {
    ResultSet guard(ResultSet rows) throws SQLException;
  }

  GuardedArray(Array delegate, Guard rows) {
    this.delegate = delegate;
    this.rows = rows;
  }

  /** What to give to the wrapped driver, which sends arrays of its own in a better form. */
  static @Nullable Array toSend(@Nullable Array array) {
    return array instanceof GuardedArray guarded ? guarded.delegate : array;
  }

  @Override
  public String getBaseTypeName() throws SQLException {
    return delegate.getBaseTypeName();
  }

  @Override
  public int getBaseType() throws SQLException {
    return delegate.getBaseType();
  }

  @Override
  public Object getArray() throws SQLException {
    return delegate.getArray();
  }

  @Override
  public Object getArray(Map<String, Class<?>> map) throws SQLException {
    return delegate.getArray(map);
  }

  @Override
  public Object getArray(long index, int count) throws SQLException {
    return delegate.getArray(index, count);
  }

  @Override
  public Object getArray(long index, int count, Map<String, Class<?>> map) throws SQLException {
    return delegate.getArray(index, count, map);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    return rows.guard(delegate.getResultSet());
  }

  @Override
  public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
    return rows.guard(delegate.getResultSet(map));
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    return rows.guard(delegate.getResultSet(index, count));
  }

  @Override
  public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map)
      throws SQLException {
    return rows.guard(delegate.getResultSet(index, count, map));
  }

  @Override
  public void free() throws SQLException {
    delegate.free();
  }

  @Override
  public String toString() {
    return delegate.toString();
  }
}
