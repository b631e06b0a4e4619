package io.columnveil.jdbc;

import io.columnveil.jdbc.forward.ForwardingCallableStatement;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.StatementPlan;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that touches nothing protected: others are refused before there is one. Its results are
 * guarded nevertheless, so that they lead back to guarded objects.
 */
public final class GuardedCallableStatement extends ForwardingCallableStatement implements Guarded {

  private final GuardedConnection connection;
  private final Session session;
  private final String sql;
  private final CallableStatement wire;
  private final Execution execution;
  private Planned planned;

  GuardedCallableStatement(
      GuardedConnection connection,
      Session session,
      String sql,
      Planned planned,
      CallableStatement wire) {
    this.connection = connection;
    this.session = session;
    this.sql = sql;
    this.planned = planned;
    this.wire = wire;
    execution = new Execution(session, this);
    execution.start(planned);
  }

  /** A plan for a call, if it may be made. */
  static Planned plan(Session session, String sql) throws SQLException {
    Planned planned = session.plan(sql, new GeneratedKeys.None());
    if (planned.plan() instanceof StatementPlan.Rewritten) {
      throw SqlErrors.refused(
          "a callable statement could touch a protected table", "Use a prepared statement");
    }
    return planned;
  }

  @Override
  protected CallableStatement delegate() {
    return wire;
  }

  private <T> T run(Execution.Call<T> call) throws SQLException {
    return session.inTurn(
        () -> {
          if (!session.holds(planned)) {
            planned = plan(session, sql);
          }
          return execution.run(planned, call);
        });
  }

  // ---- executing ----

  @Override
  public ResultSet executeQuery() throws SQLException {
    ResultSet rows = execution.rows(run(() -> wire.executeQuery()));
    if (rows == null) {
      throw SqlErrors.internal("the wrapped driver gave no result set");
    }
    return rows;
  }

  @Override
  public int executeUpdate() throws SQLException {
    return run(() -> wire.executeUpdate());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return run(() -> wire.executeLargeUpdate());
  }

  @Override
  public boolean execute() throws SQLException {
    return run(() -> wire.execute());
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return run(() -> wire.executeBatch());
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    return run(() -> wire.executeLargeBatch());
  }

  @Override
  public void setArray(int parameterIndex, @Nullable Array x) throws SQLException {
    wire.setArray(parameterIndex, GuardedArray.toSend(x));
  }

  // ---- results ----

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    return execution.rows(wire.getResultSet());
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    return execution.keys(wire.getGeneratedKeys());
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    execution.nextResult();
    return wire.getMoreResults();
  }

  @Override
  public boolean getMoreResults(int current) throws SQLException {
    execution.nextResult();
    return wire.getMoreResults(current);
  }

  @Override
  public @Nullable Object getObject(int parameterIndex) throws SQLException {
    return guard(wire.getObject(parameterIndex));
  }

  @Override
  public @Nullable Object getObject(int parameterIndex, Map<String, Class<?>> map)
      throws SQLException {
    return guard(wire.getObject(parameterIndex, map));
  }

  @Override
  public @Nullable Object getObject(String parameterName) throws SQLException {
    return guard(wire.getObject(parameterName));
  }

  @Override
  public @Nullable Object getObject(String parameterName, Map<String, Class<?>> map)
      throws SQLException {
    return guard(wire.getObject(parameterName, map));
  }

  @Override
  public <T> @Nullable T getObject(int parameterIndex, Class<T> type) throws SQLException {
    return type.cast(guard(wire.getObject(parameterIndex, type)));
  }

  @Override
  public <T> @Nullable T getObject(String parameterName, Class<T> type) throws SQLException {
    return type.cast(guard(wire.getObject(parameterName, type)));
  }

  /** Values that open result sets lead back to guarded ones. */
  private @Nullable Object guard(@Nullable Object value) throws SQLException {
    if (value instanceof ResultSet cursor) {
      return nested(cursor);
    }
    return value instanceof Array array ? new GuardedArray(array, this::nested) : value;
  }

  private ResultSet nested(ResultSet other) throws SQLException {
    return GuardedResultSet.reading(session, this, other, ResultReading.of(session.state(), null));
  }

  @Override
  public @Nullable Array getArray(int parameterIndex) throws SQLException {
    return (Array) guard(wire.getArray(parameterIndex));
  }

  @Override
  public @Nullable Array getArray(String parameterName) throws SQLException {
    return (Array) guard(wire.getArray(parameterName));
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    ResultSetMetaData metaData = wire.getMetaData();
    return metaData == null
        ? null
        : new GuardedResultSetMetaData(metaData, new @Nullable ShownType[0]);
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    return new GuardedParameterMetaData(wire.getParameterMetaData(), null);
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Guarded.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public String toString() {
    return wire.toString();
  }

  // ---- SQL given at execution, which prepared statements do not take ----

  @Override
  public ResultSet executeQuery(String text) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public int executeUpdate(String text) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public int executeUpdate(String text, int autoGeneratedKeys) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public int executeUpdate(String text, int[] columnIndexes) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public int executeUpdate(String text, String[] columnNames) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public long executeLargeUpdate(String text) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public long executeLargeUpdate(String text, int autoGeneratedKeys) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public long executeLargeUpdate(String text, int[] columnIndexes) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public long executeLargeUpdate(String text, String[] columnNames) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public boolean execute(String text) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public boolean execute(String text, int autoGeneratedKeys) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public boolean execute(String text, int[] columnIndexes) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public boolean execute(String text, String[] columnNames) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }

  @Override
  public void addBatch(String text) throws SQLException {
    throw GuardedPreparedStatement.preparedOnly();
  }
}
