package io.columnveil.jdbc;

import io.columnveil.jdbc.forward.ByIndexResultSet;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result set of which some columns are protected. Every getter goes through {@link #cell}, every
 * updater through {@link #requireUpdatable}; a result set without protected columns is forwarded
 * without further work.
 */
@SuppressWarnings("deprecation")
public final class GuardedResultSet extends ByIndexResultSet implements Guarded {

  private final Session session;
  private final @Nullable Statement owner;
  private final ResultSet delegate;
  private final boolean relevant;
  private final RowCounter rows;
  private @Nullable String masked;
  private @Nullable RowFilter filter;

  /** By column number; null if no column needs anything done. */
  private @Nullable Cell @Nullable [] cells;

  private @Nullable Cell last;

  private GuardedResultSet(
      Session session, @Nullable Statement owner, ResultSet delegate, boolean relevant) {
    this.session = session;
    this.owner = owner;
    this.delegate = delegate;
    this.relevant = relevant;
    this.rows = new RowCounter();
  }

  /** Of a statement that touches nothing protected. */
  static GuardedResultSet plain(Session session, @Nullable Statement owner, ResultSet delegate) {
    return new GuardedResultSet(session, owner, delegate, false);
  }

  /** Of a statement that was rewritten. */
  static GuardedResultSet reading(
      Session session, Statement owner, ResultSet delegate, ResultReading reading)
      throws SQLException {
    GuardedResultSet guarded = new GuardedResultSet(session, owner, delegate, true);
    guarded.cells = reading.cells(session, delegate, guarded.rows);
    guarded.masked = reading.masked();
    return guarded;
  }

  /** Of the database's metadata: rows are left out and cells replaced. */
  static GuardedResultSet described(
      Session session, ResultSet delegate, RowFilter filter, @Nullable Cell[] cells) {
    GuardedResultSet guarded = new GuardedResultSet(session, null, delegate, false);
    guarded.cells = cells;
    guarded.filter = filter;
    return guarded;
  }

  @Override
  protected ResultSet delegate() {
    return delegate;
  }

  /** What reads a column; null if the wrapped driver does. */
  private @Nullable Cell cell(int column) {
    @Nullable Cell[] known = cells;
    if (known == null) {
      return null;
    }
    // a number out of range is the wrapped driver's to complain of
    Cell cell = column > 0 && column < known.length ? known[column] : null;
    last = cell;
    return cell;
  }

  private void requireUpdatable(int column) throws SQLException {
    @Nullable Cell[] known = cells;
    if (known != null && column > 0 && column < known.length && known[column] != null) {
      throw SqlErrors.refused(
          "a protected column cannot be updated through a result set", "Use an UPDATE statement");
    }
  }

  /** Values that open result sets lead back to guarded ones. */
  private @Nullable Object guard(@Nullable Object value) throws SQLException {
    if (value instanceof ResultSet cursor) {
      return nested(cursor);
    }
    return value instanceof Array array ? new GuardedArray(array, this::nested) : value;
  }

  private ResultSet nested(ResultSet other) throws SQLException {
    return owner == null
        ? plain(session, null, other)
        : reading(session, owner, other, ResultReading.of(session.state(), null));
  }

  // ---- moving ----

  @Override
  public boolean next() throws SQLException {
    RowFilter accepted = filter;
    if (accepted == null) {
      return nextOfAll();
    }
    while (delegate.next()) {
      rows.moved();
      if (accepted.accepts()) {
        return true;
      }
    }
    rows.moved();
    return false;
  }

  /** Written out, because it is called for every row. */
  private boolean nextOfAll() throws SQLException {
    rows.moved();
    try {
      return delegate.next();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean previous() throws SQLException {
    requireUnfiltered();
    return moved(() -> delegate.previous());
  }

  @Override
  public boolean first() throws SQLException {
    requireUnfiltered();
    return moved(() -> delegate.first());
  }

  @Override
  public boolean last() throws SQLException {
    requireUnfiltered();
    return moved(() -> delegate.last());
  }

  @Override
  public boolean absolute(int row) throws SQLException {
    requireUnfiltered();
    return moved(() -> delegate.absolute(row));
  }

  @Override
  public boolean relative(int count) throws SQLException {
    requireUnfiltered();
    return moved(() -> delegate.relative(count));
  }

  @Override
  public void beforeFirst() throws SQLException {
    requireUnfiltered();
    rows.moved();
    delegate.beforeFirst();
  }

  @Override
  public void afterLast() throws SQLException {
    requireUnfiltered();
    rows.moved();
    delegate.afterLast();
  }

  @Override
  public void insertRow() throws SQLException {
    changeRow(delegate::insertRow);
  }

  @Override
  public void updateRow() throws SQLException {
    changeRow(delegate::updateRow);
  }

  @Override
  public void deleteRow() throws SQLException {
    changeRow(delegate::deleteRow);
  }

  @FunctionalInterface
  private interface RowChange {
    void run() throws SQLException;
  }

  private void changeRow(RowChange change) throws SQLException {
    moved(
        () -> {
          change.run();
          return true;
        });
  }

  @Override
  public void refreshRow() throws SQLException {
    rows.moved();
    delegate.refreshRow();
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    rows.moved();
    delegate.moveToInsertRow();
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    rows.moved();
    delegate.moveToCurrentRow();
  }

  private boolean moved(Execution.Call<Boolean> move) throws SQLException {
    rows.moved();
    try {
      return move.run();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private SQLException failed(SQLException e) {
    if (!relevant) {
      return e;
    }
    session.failed(e);
    return Scrubber.scrub(e);
  }

  private void requireUnfiltered() throws SQLException {
    if (filter != null) {
      throw SqlErrors.refused(
          "results of metadata are read forward only", "Read the rows one after the other");
    }
  }

  @Override
  public int getType() throws SQLException {
    return filter == null ? delegate.getType() : ResultSet.TYPE_FORWARD_ONLY;
  }

  // ---- about the result ----

  @Override
  public boolean wasNull() throws SQLException {
    Cell read = last;
    return read == null ? delegate.wasNull() : read.wasNull();
  }

  @Override
  public @Nullable Statement getStatement() {
    return owner;
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    return new GuardedResultSetMetaData(delegate.getMetaData(), types());
  }

  private @Nullable ShownType[] types() {
    @Nullable Cell[] known = cells;
    @Nullable ShownType[] types = new @Nullable ShownType[known == null ? 0 : known.length];
    for (int i = 1; i < types.length; i++) {
      types[i] = known != null && known[i] instanceof ProtectedCell cell ? cell.type() : null;
    }
    return types;
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    return Execution.warnings(relevant, delegate.getWarnings(), masked);
  }

  @Override
  public void clearWarnings() throws SQLException {
    masked = null;
    delegate.clearWarnings();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Guarded.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  // ---- reading ----

  @Override
  public @Nullable String getString(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getString(columnIndex) : cell.as(String.class);
  }

  @Override
  public boolean getBoolean(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getBoolean(columnIndex) : cell.asBoolean();
  }

  @Override
  public byte getByte(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getByte(columnIndex) : cell.asByte();
  }

  @Override
  public short getShort(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getShort(columnIndex) : cell.asShort();
  }

  @Override
  public int getInt(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getInt(columnIndex) : cell.asInt();
  }

  @Override
  public long getLong(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getLong(columnIndex) : cell.asLong();
  }

  @Override
  public float getFloat(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getFloat(columnIndex) : cell.asFloat();
  }

  @Override
  public double getDouble(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getDouble(columnIndex) : cell.asDouble();
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getBigDecimal(columnIndex, scale) : cell.asDecimal(scale);
  }

  @Override
  public byte @Nullable [] getBytes(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getBytes(columnIndex) : cell.as(byte[].class);
  }

  @Override
  public @Nullable Date getDate(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getDate(columnIndex) : cell.as(Date.class);
  }

  @Override
  public @Nullable Time getTime(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getTime(columnIndex) : cell.as(Time.class);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getTimestamp(columnIndex) : cell.as(Timestamp.class);
  }

  @Override
  public @Nullable InputStream getAsciiStream(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getAsciiStream(columnIndex) : cell.asAsciiStream();
  }

  @Override
  public @Nullable InputStream getUnicodeStream(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getUnicodeStream(columnIndex) : cell.asAsciiStream();
  }

  @Override
  public @Nullable InputStream getBinaryStream(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getBinaryStream(columnIndex) : cell.asBinaryStream();
  }

  @Override
  public @Nullable Object getObject(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? guard(delegate.getObject(columnIndex)) : cell.as(Object.class);
  }

  @Override
  public @Nullable Reader getCharacterStream(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getCharacterStream(columnIndex) : cell.asReader();
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getBigDecimal(columnIndex) : cell.as(BigDecimal.class);
  }

  @Override
  public @Nullable Object getObject(int columnIndex, Map<String, Class<?>> map)
      throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? guard(delegate.getObject(columnIndex, map)) : cell.as(Object.class);
  }

  @Override
  public @Nullable Ref getRef(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getRef(columnIndex) : cell.refuse(Ref.class);
  }

  @Override
  public @Nullable Blob getBlob(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getBlob(columnIndex) : cell.asBlob();
  }

  @Override
  public @Nullable Clob getClob(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getClob(columnIndex) : cell.asClob();
  }

  @Override
  public @Nullable Array getArray(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? (Array) guard(delegate.getArray(columnIndex)) : cell.refuse(Array.class);
  }

  @Override
  public @Nullable Date getDate(int columnIndex, Calendar cal) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getDate(columnIndex, cal) : cell.as(Date.class, cal);
  }

  @Override
  public @Nullable Time getTime(int columnIndex, Calendar cal) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getTime(columnIndex, cal) : cell.as(Time.class, cal);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int columnIndex, Calendar cal) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getTimestamp(columnIndex, cal) : cell.as(Timestamp.class, cal);
  }

  @Override
  public @Nullable URL getURL(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getURL(columnIndex) : cell.refuse(URL.class);
  }

  @Override
  public @Nullable RowId getRowId(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getRowId(columnIndex) : cell.refuse(RowId.class);
  }

  @Override
  public @Nullable NClob getNClob(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getNClob(columnIndex) : cell.asClob();
  }

  @Override
  public @Nullable SQLXML getSQLXML(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getSQLXML(columnIndex) : cell.refuse(SQLXML.class);
  }

  @Override
  public @Nullable String getNString(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getNString(columnIndex) : cell.as(String.class);
  }

  @Override
  public @Nullable Reader getNCharacterStream(int columnIndex) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null ? delegate.getNCharacterStream(columnIndex) : cell.asReader();
  }

  @Override
  public <T> @Nullable T getObject(int columnIndex, Class<T> type) throws SQLException {
    Cell cell = cell(columnIndex);
    return cell == null
        ? type.cast(guard(delegate.getObject(columnIndex, type)))
        : cell.asClass(type);
  }

  // ---- updating ----

  @Override
  public void updateNull(int columnIndex) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateNull(columnIndex);
  }

  @Override
  public void updateBoolean(int columnIndex, boolean x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateBoolean(columnIndex, x);
  }

  @Override
  public void updateByte(int columnIndex, byte x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateByte(columnIndex, x);
  }

  @Override
  public void updateShort(int columnIndex, short x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateShort(columnIndex, x);
  }

  @Override
  public void updateInt(int columnIndex, int x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateInt(columnIndex, x);
  }

  @Override
  public void updateLong(int columnIndex, long x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateLong(columnIndex, x);
  }

  @Override
  public void updateFloat(int columnIndex, float x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateFloat(columnIndex, x);
  }

  @Override
  public void updateDouble(int columnIndex, double x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateDouble(columnIndex, x);
  }

  @Override
  public void updateBigDecimal(int columnIndex, BigDecimal x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateBigDecimal(columnIndex, x);
  }

  @Override
  public void updateString(int columnIndex, String x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateString(columnIndex, x);
  }

  @Override
  public void updateBytes(int columnIndex, byte[] x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateBytes(columnIndex, x);
  }

  @Override
  public void updateDate(int columnIndex, Date x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateDate(columnIndex, x);
  }

  @Override
  public void updateTime(int columnIndex, Time x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateTime(columnIndex, x);
  }

  @Override
  public void updateTimestamp(int columnIndex, Timestamp x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateTimestamp(columnIndex, x);
  }

  @Override
  public void updateAsciiStream(int columnIndex, InputStream x, int length) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateAsciiStream(columnIndex, x, length);
  }

  @Override
  public void updateBinaryStream(int columnIndex, InputStream x, int length) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateBinaryStream(columnIndex, x, length);
  }

  @Override
  public void updateCharacterStream(int columnIndex, Reader x, int length) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateCharacterStream(columnIndex, x, length);
  }

  @Override
  public void updateObject(int columnIndex, Object x, int scaleOrLength) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateObject(columnIndex, x, scaleOrLength);
  }

  @Override
  public void updateObject(int columnIndex, Object x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateObject(columnIndex, x);
  }

  @Override
  public void updateRef(int columnIndex, Ref x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateRef(columnIndex, x);
  }

  @Override
  public void updateBlob(int columnIndex, Blob x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateBlob(columnIndex, x);
  }

  @Override
  public void updateClob(int columnIndex, Clob x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateClob(columnIndex, x);
  }

  @Override
  public void updateArray(int columnIndex, Array x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateArray(columnIndex, GuardedArray.toSend(x));
  }

  @Override
  public void updateRowId(int columnIndex, RowId x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateRowId(columnIndex, x);
  }

  @Override
  public void updateNString(int columnIndex, String nString) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateNString(columnIndex, nString);
  }

  @Override
  public void updateNClob(int columnIndex, NClob nClob) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateNClob(columnIndex, nClob);
  }

  @Override
  public void updateSQLXML(int columnIndex, SQLXML xmlObject) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateSQLXML(columnIndex, xmlObject);
  }

  @Override
  public void updateNCharacterStream(int columnIndex, Reader x, long length) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateNCharacterStream(columnIndex, x, length);
  }

  @Override
  public void updateAsciiStream(int columnIndex, InputStream x, long length) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateAsciiStream(columnIndex, x, length);
  }

  @Override
  public void updateBinaryStream(int columnIndex, InputStream x, long length) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateBinaryStream(columnIndex, x, length);
  }

  @Override
  public void updateCharacterStream(int columnIndex, Reader x, long length) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateCharacterStream(columnIndex, x, length);
  }

  @Override
  public void updateBlob(int columnIndex, InputStream inputStream, long length)
      throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateBlob(columnIndex, inputStream, length);
  }

  @Override
  public void updateClob(int columnIndex, Reader reader, long length) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateClob(columnIndex, reader, length);
  }

  @Override
  public void updateNClob(int columnIndex, Reader reader, long length) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateNClob(columnIndex, reader, length);
  }

  @Override
  public void updateNCharacterStream(int columnIndex, Reader x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateNCharacterStream(columnIndex, x);
  }

  @Override
  public void updateAsciiStream(int columnIndex, InputStream x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateAsciiStream(columnIndex, x);
  }

  @Override
  public void updateBinaryStream(int columnIndex, InputStream x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateBinaryStream(columnIndex, x);
  }

  @Override
  public void updateCharacterStream(int columnIndex, Reader x) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateCharacterStream(columnIndex, x);
  }

  @Override
  public void updateBlob(int columnIndex, InputStream inputStream) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateBlob(columnIndex, inputStream);
  }

  @Override
  public void updateClob(int columnIndex, Reader reader) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateClob(columnIndex, reader);
  }

  @Override
  public void updateNClob(int columnIndex, Reader reader) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateNClob(columnIndex, reader);
  }

  @Override
  public void updateObject(int columnIndex, Object x, SQLType targetSqlType, int scaleOrLength)
      throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateObject(columnIndex, x, targetSqlType, scaleOrLength);
  }

  @Override
  public void updateObject(int columnIndex, Object x, SQLType targetSqlType) throws SQLException {
    requireUpdatable(columnIndex);
    delegate.updateObject(columnIndex, x, targetSqlType);
  }
}
