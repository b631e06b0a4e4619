package io.columnveil.jdbc;

import io.columnveil.jdbc.forward.ForwardingPreparedStatement;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement that is run by its plan. The plan is looked at again at each execution: if
 * it no longer holds, the statement is planned and prepared anew and given the same parameters.
 */
@SuppressWarnings("deprecation")
public final class GuardedPreparedStatement extends ForwardingPreparedStatement implements Guarded {

  private final GuardedConnection connection;
  private final Session session;
  private final Preparation preparation;
  private final Execution execution;
  private final Parameters parameters;
  private Planned planned;
  private volatile PreparedStatement wire; // another thread may cancel it
  private int pendingBatch;

  GuardedPreparedStatement(
      GuardedConnection connection,
      Session session,
      Preparation preparation,
      Planned planned,
      PreparedStatement wire) {
    this.connection = connection;
    this.session = session;
    this.preparation = preparation;
    this.planned = planned;
    this.wire = wire;
    execution = new Execution(session, this);
    execution.start(planned);
    parameters = new Parameters(planned.state().encoder(), wire, Routing.of(planned.plan()));
  }

  @Override
  protected PreparedStatement delegate() {
    return wire;
  }

  /** The statement to run, with a plan that holds now and all parameters encoded. */
  private PreparedStatement ready() throws SQLException {
    if (!session.holds(planned)) {
      planAgain();
    }
    parameters.beforeSending();
    return wire;
  }

  private void planAgain() throws SQLException {
    Planned fresh = session.plan(preparation.sql(), preparation.keys());
    if (fresh.plan().equals(planned.plan())) {
      planned = fresh;
      parameters.encodeBy(fresh.state().encoder());
      return;
    }
    if (pendingBatch > 0) {
      throw SqlErrors.of(Batches.changed());
    }
    PreparedStatement next = preparation.open(fresh.plan());
    StatementSettings.copy(wire, next);
    PreparedStatement old = wire;
    try {
      parameters.moveTo(fresh.state().encoder(), next, Routing.of(fresh.plan()));
    } catch (SQLException e) {
      next.close();
      throw e;
    }
    wire = next;
    planned = fresh;
    old.close();
  }

  /**
   * What the wrapped driver's statement does.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  private interface Run<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  private <T> T run(Run<T> run) throws SQLException {
    return session.inTurn(
        () -> {
          PreparedStatement statement = ready();
          T result = execution.run(planned, () -> run.on(statement));
          parameters.afterSending();
          return result;
        });
  }

  // ---- executing ----

  @Override
  public ResultSet executeQuery() throws SQLException {
    ResultSet rows = execution.rows(run(PreparedStatement::executeQuery));
    if (rows == null) {
      throw SqlErrors.internal("the wrapped driver gave no result set");
    }
    return rows;
  }

  @Override
  public int executeUpdate() throws SQLException {
    return run(PreparedStatement::executeUpdate);
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return run(PreparedStatement::executeLargeUpdate);
  }

  @Override
  public boolean execute() throws SQLException {
    return run(PreparedStatement::execute);
  }

  @Override
  public void addBatch() throws SQLException {
    PreparedStatement statement = ready();
    execution.start(planned);
    execution.again(
        () -> {
          statement.addBatch();
          return true;
        });
    parameters.afterSending();
    pendingBatch++;
  }

  @Override
  public void clearBatch() throws SQLException {
    pendingBatch = 0;
    wire.clearBatch();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return runBatch(PreparedStatement::executeBatch);
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    return runBatch(PreparedStatement::executeLargeBatch);
  }

  /** Entries are encoded already; the plan must be the one that they were encoded for. */
  private <T> T runBatch(Run<T> run) throws SQLException {
    return session.inTurn(
        () -> {
          if (!session.holds(planned)) {
            planAgain();
          }
          parameters.requireKeys();
          pendingBatch = 0;
          return execution.run(planned, () -> run.on(wire));
        });
  }

  // ---- results ----

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    return execution.rows(execution.<@Nullable ResultSet>again(() -> wire.getResultSet()));
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    return execution.keys(execution.again(() -> wire.getGeneratedKeys()));
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    execution.nextResult();
    return execution.again(() -> wire.getMoreResults());
  }

  @Override
  public boolean getMoreResults(int current) throws SQLException {
    execution.nextResult();
    return execution.again(() -> wire.getMoreResults(current));
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    return execution.warnings(wire.getWarnings());
  }

  @Override
  public void clearWarnings() throws SQLException {
    execution.clearWarnings();
    wire.clearWarnings();
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    return GuardedResultSetMetaData.of(
        execution.<@Nullable ResultSetMetaData>again(() -> wire.getMetaData()),
        planned,
        session.style());
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    Routing routing = Routing.of(planned.plan());
    return new GuardedParameterMetaData(
        execution.again(() -> wire.getParameterMetaData()),
        routing == null ? null : new ParameterTypes(routing, session.style()));
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

  /** The wrapped driver's own text may show parameters, so it is shown only of plain statements. */
  @Override
  public String toString() {
    return Routing.of(planned.plan()) == null
        ? wire.toString()
        : "GuardedPreparedStatement[" + parameters.count() + " parameters]";
  }

  // ---- SQL given at execution, which prepared statements do not take ----

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public int executeUpdate(String sql, String[] columnNames) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public boolean execute(String sql, int[] columnIndexes) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public boolean execute(String sql, String[] columnNames) throws SQLException {
    throw preparedOnly();
  }

  @Override
  public void addBatch(String sql) throws SQLException {
    throw preparedOnly();
  }

  static SQLException preparedOnly() {
    return new SQLException("a prepared statement does not take other SQL text", "07000");
  }

  // ---- parameters ----

  @Override
  public void clearParameters() throws SQLException {
    parameters.clear();
  }

  @Override
  public void setNull(int parameterIndex, int sqlType) throws SQLException {
    parameters.bind(parameterIndex, null, (s, i, none) -> s.setNull(i, sqlType));
  }

  @Override
  public void setBoolean(int parameterIndex, boolean x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setBoolean);
  }

  @Override
  public void setByte(int parameterIndex, byte x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setByte);
  }

  @Override
  public void setShort(int parameterIndex, short x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setShort);
  }

  @Override
  public void setInt(int parameterIndex, int x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setInt);
  }

  @Override
  public void setLong(int parameterIndex, long x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setLong);
  }

  @Override
  public void setFloat(int parameterIndex, float x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setFloat);
  }

  @Override
  public void setDouble(int parameterIndex, double x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setDouble);
  }

  @Override
  public void setBigDecimal(int parameterIndex, @Nullable BigDecimal x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setBigDecimal);
  }

  @Override
  public void setString(int parameterIndex, @Nullable String x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setString);
  }

  @Override
  public void setBytes(int parameterIndex, byte @Nullable [] x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setBytes);
  }

  @Override
  public void setDate(int parameterIndex, @Nullable Date x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setDate);
  }

  @Override
  public void setTime(int parameterIndex, @Nullable Time x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setTime);
  }

  @Override
  public void setTimestamp(int parameterIndex, @Nullable Timestamp x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setTimestamp);
  }

  @Override
  public void setAsciiStream(int parameterIndex, @Nullable InputStream x, int length)
      throws SQLException {
    parameters.bindAscii(parameterIndex, x, length, (s, i, v) -> s.setAsciiStream(i, v, length));
  }

  @Override
  public void setUnicodeStream(int parameterIndex, @Nullable InputStream x, int length)
      throws SQLException {
    parameters.bindAscii(parameterIndex, x, length, (s, i, v) -> s.setUnicodeStream(i, v, length));
  }

  @Override
  public void setBinaryStream(int parameterIndex, @Nullable InputStream x, int length)
      throws SQLException {
    parameters.bindBytes(parameterIndex, x, length, (s, i, v) -> s.setBinaryStream(i, v, length));
  }

  @Override
  public void setObject(int parameterIndex, @Nullable Object x, int targetSqlType)
      throws SQLException {
    parameters.bind(parameterIndex, x, (s, i, v) -> s.setObject(i, v, targetSqlType));
  }

  @Override
  public void setObject(int parameterIndex, @Nullable Object x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setObject);
  }

  @Override
  public void setCharacterStream(int parameterIndex, @Nullable Reader reader, int length)
      throws SQLException {
    parameters.bindText(
        parameterIndex, reader, length, (s, i, v) -> s.setCharacterStream(i, v, length));
  }

  @Override
  public void setRef(int parameterIndex, @Nullable Ref x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setRef);
  }

  @Override
  public void setBlob(int parameterIndex, @Nullable Blob x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setBlob);
  }

  @Override
  public void setClob(int parameterIndex, @Nullable Clob x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setClob);
  }

  @Override
  public void setArray(int parameterIndex, @Nullable Array x) throws SQLException {
    Array sent = GuardedArray.toSend(x);
    parameters.bind(parameterIndex, sent, PreparedStatement::setArray);
  }

  @Override
  public void setDate(int parameterIndex, @Nullable Date x, @Nullable Calendar cal)
      throws SQLException {
    parameters.bind(parameterIndex, x, cal, PreparedStatement::setDate);
  }

  @Override
  public void setTime(int parameterIndex, @Nullable Time x, @Nullable Calendar cal)
      throws SQLException {
    parameters.bind(parameterIndex, x, cal, PreparedStatement::setTime);
  }

  @Override
  public void setTimestamp(int parameterIndex, @Nullable Timestamp x, @Nullable Calendar cal)
      throws SQLException {
    parameters.bind(parameterIndex, x, cal, PreparedStatement::setTimestamp);
  }

  @Override
  public void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
    parameters.bind(parameterIndex, null, (s, i, none) -> s.setNull(i, sqlType, typeName));
  }

  @Override
  public void setURL(int parameterIndex, @Nullable URL x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setURL);
  }

  @Override
  public void setRowId(int parameterIndex, @Nullable RowId x) throws SQLException {
    parameters.bind(parameterIndex, x, PreparedStatement::setRowId);
  }

  @Override
  public void setNString(int parameterIndex, @Nullable String value) throws SQLException {
    parameters.bind(parameterIndex, value, PreparedStatement::setNString);
  }

  @Override
  public void setNCharacterStream(int parameterIndex, @Nullable Reader value, long length)
      throws SQLException {
    parameters.bindText(
        parameterIndex, value, length, (s, i, v) -> s.setNCharacterStream(i, v, length));
  }

  @Override
  public void setNClob(int parameterIndex, @Nullable NClob value) throws SQLException {
    parameters.bind(parameterIndex, value, PreparedStatement::setNClob);
  }

  @Override
  public void setClob(int parameterIndex, @Nullable Reader reader, long length)
      throws SQLException {
    parameters.bindText(parameterIndex, reader, length, (s, i, v) -> s.setClob(i, v, length));
  }

  @Override
  public void setBlob(int parameterIndex, @Nullable InputStream inputStream, long length)
      throws SQLException {
    parameters.bindBytes(parameterIndex, inputStream, length, (s, i, v) -> s.setBlob(i, v, length));
  }

  @Override
  public void setNClob(int parameterIndex, @Nullable Reader reader, long length)
      throws SQLException {
    parameters.bindText(parameterIndex, reader, length, (s, i, v) -> s.setNClob(i, v, length));
  }

  @Override
  public void setSQLXML(int parameterIndex, @Nullable SQLXML xmlObject) throws SQLException {
    parameters.bind(parameterIndex, xmlObject, PreparedStatement::setSQLXML);
  }

  @Override
  public void setObject(
      int parameterIndex, @Nullable Object x, int targetSqlType, int scaleOrLength)
      throws SQLException {
    parameters.bind(
        parameterIndex, x, (s, i, v) -> s.setObject(i, v, targetSqlType, scaleOrLength));
  }

  @Override
  public void setAsciiStream(int parameterIndex, @Nullable InputStream x, long length)
      throws SQLException {
    parameters.bindAscii(parameterIndex, x, length, (s, i, v) -> s.setAsciiStream(i, v, length));
  }

  @Override
  public void setBinaryStream(int parameterIndex, @Nullable InputStream x, long length)
      throws SQLException {
    parameters.bindBytes(parameterIndex, x, length, (s, i, v) -> s.setBinaryStream(i, v, length));
  }

  @Override
  public void setCharacterStream(int parameterIndex, @Nullable Reader reader, long length)
      throws SQLException {
    parameters.bindText(
        parameterIndex, reader, length, (s, i, v) -> s.setCharacterStream(i, v, length));
  }

  @Override
  public void setAsciiStream(int parameterIndex, @Nullable InputStream x) throws SQLException {
    parameters.bindAscii(
        parameterIndex, x, StreamedValues.UNKNOWN, PreparedStatement::setAsciiStream);
  }

  @Override
  public void setBinaryStream(int parameterIndex, @Nullable InputStream x) throws SQLException {
    parameters.bindBytes(
        parameterIndex, x, StreamedValues.UNKNOWN, PreparedStatement::setBinaryStream);
  }

  @Override
  public void setCharacterStream(int parameterIndex, @Nullable Reader reader) throws SQLException {
    parameters.bindText(
        parameterIndex, reader, StreamedValues.UNKNOWN, PreparedStatement::setCharacterStream);
  }

  @Override
  public void setNCharacterStream(int parameterIndex, @Nullable Reader value) throws SQLException {
    parameters.bindText(
        parameterIndex, value, StreamedValues.UNKNOWN, PreparedStatement::setNCharacterStream);
  }

  @Override
  public void setClob(int parameterIndex, @Nullable Reader reader) throws SQLException {
    parameters.bindText(parameterIndex, reader, StreamedValues.UNKNOWN, PreparedStatement::setClob);
  }

  @Override
  public void setBlob(int parameterIndex, @Nullable InputStream inputStream) throws SQLException {
    parameters.bindBytes(
        parameterIndex, inputStream, StreamedValues.UNKNOWN, PreparedStatement::setBlob);
  }

  @Override
  public void setNClob(int parameterIndex, @Nullable Reader reader) throws SQLException {
    parameters.bindText(
        parameterIndex, reader, StreamedValues.UNKNOWN, PreparedStatement::setNClob);
  }

  @Override
  public void setObject(
      int parameterIndex, @Nullable Object x, SQLType targetSqlType, int scaleOrLength)
      throws SQLException {
    parameters.bind(
        parameterIndex, x, (s, i, v) -> s.setObject(i, v, targetSqlType, scaleOrLength));
  }

  @Override
  public void setObject(int parameterIndex, @Nullable Object x, SQLType targetSqlType)
      throws SQLException {
    parameters.bind(parameterIndex, x, (s, i, v) -> s.setObject(i, v, targetSqlType));
  }
}
