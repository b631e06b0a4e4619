package io.columnveil.jdbc;

import io.columnveil.jdbc.forward.ForwardingCallableStatement;
import io.columnveil.sql.plan.Encoding;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.ResultColumn;
import io.columnveil.sql.plan.StatementPlan;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that is sent as it is written: a routine that touches nothing protected, or one that was
 * looked into and hands on what is stored. Its OUT parameters are read by their envelopes. What
 * would have to be edited is refused before there is a statement.
 */
@SuppressWarnings("deprecation")
public final class GuardedCallableStatement extends ForwardingCallableStatement implements Guarded {

  private final GuardedConnection connection;
  private final Session session;
  private final String sql;
  private final CallableStatement wire;
  private final Execution execution;
  private final OutParameters outs;
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
    outs = new OutParameters(session, wire);
  }

  /** A plan for a call, if it may be made. */
  static Planned plan(Session session, String sql) throws SQLException {
    Planned planned = session.plan(sql, new GeneratedKeys.None());
    if (planned.plan() instanceof StatementPlan.Rewritten rewritten
        && !(isSentAsGiven(rewritten, sql) && isReadByEnvelope(rewritten))) {
      throw SqlErrors.refused(
          "a callable statement neither edits its text nor encrypts its values nor reads columns of"
              + " protected tables as such, and this one needs that",
          "Use a prepared statement");
    }
    return planned;
  }

  private static boolean isSentAsGiven(StatementPlan.Rewritten plan, String sql) {
    return plan.text().literals().isEmpty()
        && plan.text().prepared().equals(sql)
        && plan.parameters().stream().allMatch(p -> p.encoding() instanceof Encoding.AsGiven);
  }

  /** H2 gives the first row of any result by the getters of the statement. */
  private static boolean isReadByEnvelope(StatementPlan.Rewritten plan) {
    return plan.further().isEmpty()
        && plan.columns().orElse(List.of()).stream()
            .allMatch(
                column ->
                    column instanceof ResultColumn.Unknown || column instanceof ResultColumn.Plain);
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
          outs.beforeExecution(planned.plan());
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
  public @Nullable Object getObject(String parameterName) throws SQLException {
    return guard(wire.getObject(parameterName));
  }

  @Override
  public @Nullable Object getObject(String parameterName, Map<String, Class<?>> map)
      throws SQLException {
    return guard(wire.getObject(parameterName, map));
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

  // ---- OUT parameters, which are told by number: only H2 names them, and has none of its own ----

  @Override
  public void registerOutParameter(int parameterIndex, int sqlType) throws SQLException {
    wire.registerOutParameter(parameterIndex, sqlType);
    outs.register(parameterIndex, sqlType);
  }

  @Override
  public void registerOutParameter(int parameterIndex, int sqlType, int scale) throws SQLException {
    wire.registerOutParameter(parameterIndex, sqlType, scale);
    outs.register(parameterIndex, sqlType);
  }

  @Override
  public void registerOutParameter(int parameterIndex, int sqlType, String typeName)
      throws SQLException {
    wire.registerOutParameter(parameterIndex, sqlType, typeName);
    outs.register(parameterIndex, sqlType);
  }

  @Override
  public void registerOutParameter(int parameterIndex, SQLType sqlType) throws SQLException {
    wire.registerOutParameter(parameterIndex, sqlType);
    outs.register(parameterIndex, sqlType.getVendorTypeNumber());
  }

  @Override
  public void registerOutParameter(int parameterIndex, SQLType sqlType, int scale)
      throws SQLException {
    wire.registerOutParameter(parameterIndex, sqlType, scale);
    outs.register(parameterIndex, sqlType.getVendorTypeNumber());
  }

  @Override
  public void registerOutParameter(int parameterIndex, SQLType sqlType, String typeName)
      throws SQLException {
    wire.registerOutParameter(parameterIndex, sqlType, typeName);
    outs.register(parameterIndex, sqlType.getVendorTypeNumber());
  }

  private @Nullable Cell cell(int parameter) throws SQLException {
    return outs.cell(planned, parameter);
  }

  @Override
  public @Nullable String getString(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getString(parameterIndex) : cell.as(String.class);
  }

  @Override
  public @Nullable String getNString(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getNString(parameterIndex) : cell.as(String.class);
  }

  @Override
  public boolean getBoolean(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getBoolean(parameterIndex) : cell.asBoolean();
  }

  @Override
  public byte getByte(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getByte(parameterIndex) : cell.asByte();
  }

  @Override
  public short getShort(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getShort(parameterIndex) : cell.asShort();
  }

  @Override
  public int getInt(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getInt(parameterIndex) : cell.asInt();
  }

  @Override
  public long getLong(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getLong(parameterIndex) : cell.asLong();
  }

  @Override
  public float getFloat(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getFloat(parameterIndex) : cell.asFloat();
  }

  @Override
  public double getDouble(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getDouble(parameterIndex) : cell.asDouble();
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getBigDecimal(parameterIndex) : cell.as(BigDecimal.class);
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int parameterIndex, int scale) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getBigDecimal(parameterIndex, scale) : cell.asDecimal(scale);
  }

  @Override
  public byte @Nullable [] getBytes(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getBytes(parameterIndex) : cell.as(byte[].class);
  }

  @Override
  public @Nullable Date getDate(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getDate(parameterIndex) : cell.as(Date.class);
  }

  @Override
  public @Nullable Date getDate(int parameterIndex, @Nullable Calendar calendar)
      throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getDate(parameterIndex, calendar) : cell.as(Date.class, calendar);
  }

  @Override
  public @Nullable Time getTime(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getTime(parameterIndex) : cell.as(Time.class);
  }

  @Override
  public @Nullable Time getTime(int parameterIndex, @Nullable Calendar calendar)
      throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getTime(parameterIndex, calendar) : cell.as(Time.class, calendar);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getTimestamp(parameterIndex) : cell.as(Timestamp.class);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int parameterIndex, @Nullable Calendar calendar)
      throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null
        ? wire.getTimestamp(parameterIndex, calendar)
        : cell.as(Timestamp.class, calendar);
  }

  @Override
  public @Nullable Reader getCharacterStream(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getCharacterStream(parameterIndex) : cell.asReader();
  }

  @Override
  public @Nullable Reader getNCharacterStream(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getNCharacterStream(parameterIndex) : cell.asReader();
  }

  @Override
  public @Nullable Clob getClob(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getClob(parameterIndex) : cell.asClob();
  }

  @Override
  public @Nullable NClob getNClob(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getNClob(parameterIndex) : cell.asClob();
  }

  @Override
  public @Nullable Blob getBlob(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getBlob(parameterIndex) : cell.asBlob();
  }

  @Override
  public @Nullable Ref getRef(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getRef(parameterIndex) : cell.refuse(Ref.class);
  }

  @Override
  public @Nullable URL getURL(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getURL(parameterIndex) : cell.refuse(URL.class);
  }

  @Override
  public @Nullable RowId getRowId(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getRowId(parameterIndex) : cell.refuse(RowId.class);
  }

  @Override
  public @Nullable SQLXML getSQLXML(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? wire.getSQLXML(parameterIndex) : cell.refuse(SQLXML.class);
  }

  @Override
  public @Nullable Object getObject(int parameterIndex) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? guard(wire.getObject(parameterIndex)) : cell.as(Object.class);
  }

  @Override
  public @Nullable Object getObject(int parameterIndex, Map<String, Class<?>> map)
      throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null ? guard(wire.getObject(parameterIndex, map)) : cell.as(Object.class);
  }

  @Override
  public <T> @Nullable T getObject(int parameterIndex, Class<T> type) throws SQLException {
    Cell cell = cell(parameterIndex);
    return cell == null
        ? type.cast(guard(wire.getObject(parameterIndex, type)))
        : cell.asClass(type);
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
    return GuardedResultSetMetaData.of(
        execution.<@Nullable ResultSetMetaData>again(() -> wire.getMetaData()),
        planned,
        session.style());
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
