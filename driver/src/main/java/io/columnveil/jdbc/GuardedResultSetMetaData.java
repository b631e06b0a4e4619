package io.columnveil.jdbc;

import io.columnveil.jdbc.forward.ForwardingResultSetMetaData;
import io.columnveil.sql.plan.ResultColumn;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.value.TextStyle;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the types that the session sees: the logical ones, or those of ciphertext. */
public final class GuardedResultSetMetaData extends ForwardingResultSetMetaData implements Guarded {

  private final ResultSetMetaData delegate;
  private final @Nullable ShownType[] types;

  GuardedResultSetMetaData(ResultSetMetaData delegate, @Nullable ShownType[] types) {
    this.delegate = delegate;
    this.types = types.clone();
  }

  /** Of a statement's result as it is planned; null if it gives none. */
  static @Nullable ResultSetMetaData of(
      @Nullable ResultSetMetaData metaData, Planned planned, TextStyle style) {
    if (metaData == null) {
      return null;
    }
    List<ResultColumn> columns =
        planned.plan() instanceof StatementPlan.Rewritten rewritten
            ? rewritten.columns().orElse(List.of())
            : List.of();
    @Nullable ShownType[] types = new @Nullable ShownType[columns.size() + 1];
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof ResultColumn.Protected result) {
        types[i + 1] = new ShownType(planned.state().readers().of(result).type(), style);
      }
    }
    return new GuardedResultSetMetaData(metaData, types);
  }

  @Override
  protected ResultSetMetaData delegate() {
    return delegate;
  }

  private @Nullable ShownType type(int column) {
    return column > 0 && column < types.length ? types[column] : null;
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    ShownType type = type(column);
    return type == null ? delegate.getColumnType(column) : type.jdbcType();
  }

  @Override
  public String getColumnTypeName(int column) throws SQLException {
    ShownType type = type(column);
    return type == null ? delegate.getColumnTypeName(column) : type.typeName();
  }

  @Override
  public String getColumnClassName(int column) throws SQLException {
    ShownType type = type(column);
    return type == null ? delegate.getColumnClassName(column) : type.className();
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    ShownType type = type(column);
    return type == null ? delegate.getPrecision(column) : type.precision();
  }

  @Override
  public int getScale(int column) throws SQLException {
    ShownType type = type(column);
    return type == null ? delegate.getScale(column) : type.scale();
  }

  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    ShownType type = type(column);
    return type == null ? delegate.getColumnDisplaySize(column) : type.displaySize();
  }

  @Override
  public boolean isSigned(int column) throws SQLException {
    ShownType type = type(column);
    return type == null ? delegate.isSigned(column) : type.isSigned();
  }

  @Override
  public boolean isCaseSensitive(int column) throws SQLException {
    ShownType type = type(column);
    return type == null ? delegate.isCaseSensitive(column) : type.isCaseSensitive();
  }

  @Override
  public boolean isWritable(int column) throws SQLException {
    return type(column) == null && delegate.isWritable(column);
  }

  @Override
  public boolean isDefinitelyWritable(int column) throws SQLException {
    return type(column) == null && delegate.isDefinitelyWritable(column);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Guarded.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
