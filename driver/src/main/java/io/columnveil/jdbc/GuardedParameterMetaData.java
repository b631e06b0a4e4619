package io.columnveil.jdbc;

import io.columnveil.jdbc.forward.ForwardingParameterMetaData;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells of the parameters that the application sees, with the types that it writes. */
public final class GuardedParameterMetaData extends ForwardingParameterMetaData implements Guarded {

  private final ParameterMetaData delegate;
  private final @Nullable ParameterTypes types;

  /**
   * Over the wrapped driver's.
   *
   * @param types null if nothing was rewritten
   */
  GuardedParameterMetaData(ParameterMetaData delegate, @Nullable ParameterTypes types) {
    this.delegate = delegate;
    this.types = types;
  }

  @Override
  protected ParameterMetaData delegate() {
    return delegate;
  }

  private @Nullable ShownType type(int parameter) throws SQLException {
    return types == null ? null : types.type(parameter);
  }

  private int wire(int parameter) throws SQLException {
    return types == null ? parameter : types.wire(parameter);
  }

  @Override
  public int getParameterCount() throws SQLException {
    return types == null ? delegate.getParameterCount() : types.count();
  }

  @Override
  public int isNullable(int parameter) throws SQLException {
    return delegate.isNullable(wire(parameter));
  }

  @Override
  public boolean isSigned(int parameter) throws SQLException {
    ShownType type = type(parameter);
    return type == null ? delegate.isSigned(wire(parameter)) : type.isSigned();
  }

  @Override
  public int getPrecision(int parameter) throws SQLException {
    ShownType type = type(parameter);
    return type == null ? delegate.getPrecision(wire(parameter)) : type.precision();
  }

  @Override
  public int getScale(int parameter) throws SQLException {
    ShownType type = type(parameter);
    return type == null ? delegate.getScale(wire(parameter)) : type.scale();
  }

  @Override
  public int getParameterType(int parameter) throws SQLException {
    ShownType type = type(parameter);
    return type == null ? delegate.getParameterType(wire(parameter)) : type.jdbcType();
  }

  @Override
  public String getParameterTypeName(int parameter) throws SQLException {
    ShownType type = type(parameter);
    return type == null ? delegate.getParameterTypeName(wire(parameter)) : type.typeName();
  }

  @Override
  public String getParameterClassName(int parameter) throws SQLException {
    ShownType type = type(parameter);
    return type == null ? delegate.getParameterClassName(wire(parameter)) : type.className();
  }

  @Override
  public int getParameterMode(int parameter) throws SQLException {
    return delegate.getParameterMode(wire(parameter));
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
