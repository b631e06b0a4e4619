package io.columnveil.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.fastpath.Fastpath;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.largeobject.LargeObjectManager;
import org.postgresql.replication.PGReplicationConnection;
import org.postgresql.util.PGobject;

/** pgjdbc's own interface without what would pass by encryption. */
@SuppressWarnings("deprecation")
final class GuardedPgConnection implements PGConnection {

  private final GuardedConnection connection;
  private final BaseConnection raw;

  private GuardedPgConnection(GuardedConnection connection, BaseConnection raw) {
    this.connection = connection;
    this.raw = raw;
  }

  static PGConnection over(GuardedConnection connection, Connection delegate) throws SQLException {
    return new GuardedPgConnection(connection, delegate.unwrap(BaseConnection.class));
  }

  /** Parameters are then part of the text, which servers log. */
  static boolean sendsSimpleQueries(Connection delegate) throws SQLException {
    return delegate.isWrapperFor(PGConnection.class)
        && delegate.unwrap(PGConnection.class).getPreferQueryMode() == PreferQueryMode.SIMPLE;
  }

  @Override
  public CopyManager getCopyAPI() throws SQLException {
    return new GuardedCopyManager(connection.session(), raw);
  }

  /** Calls functions of the server by their number, with no text to plan. */
  @Override
  public Fastpath getFastpathAPI() throws SQLException {
    throw SqlErrors.refused(
        "the fast path calls functions without SQL", "Call the function by SELECT");
  }

  @Override
  public PGReplicationConnection getReplicationAPI() {
    throw new UnsupportedOperationException(
        "replication would pass by encryption: open a connection of the wrapped driver for it");
  }

  @Override
  public Array createArrayOf(String typeName, @Nullable Object elements) throws SQLException {
    return connection.guard(raw.createArrayOf(typeName, elements));
  }

  @Override
  public PGNotification[] getNotifications() throws SQLException {
    return raw.getNotifications();
  }

  @Override
  public PGNotification[] getNotifications(int timeoutMillis) throws SQLException {
    return raw.getNotifications(timeoutMillis);
  }

  /**
   * Large objects hold no column of a table, and neither the manager nor the objects that it opens
   * give the connection away, which a test watches.
   */
  @Override
  public LargeObjectManager getLargeObjectAPI() throws SQLException {
    return raw.getLargeObjectAPI();
  }

  @Override
  public void addDataType(String type, String className) {
    raw.addDataType(type, className);
  }

  @Override
  public void addDataType(String type, Class<? extends PGobject> klass) throws SQLException {
    raw.addDataType(type, klass);
  }

  @Override
  public void setPrepareThreshold(int threshold) {
    raw.setPrepareThreshold(threshold);
  }

  @Override
  public int getPrepareThreshold() {
    return raw.getPrepareThreshold();
  }

  @Override
  public void setDefaultFetchSize(int fetchSize) throws SQLException {
    raw.setDefaultFetchSize(fetchSize);
  }

  @Override
  public int getDefaultFetchSize() {
    return raw.getDefaultFetchSize();
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    raw.setQueryTimeout(seconds);
  }

  @Override
  public int getQueryTimeout() {
    return raw.getQueryTimeout();
  }

  @Override
  public int getBackendPID() {
    return raw.getBackendPID();
  }

  @Override
  public void cancelQuery() throws SQLException {
    raw.cancelQuery();
  }

  @Override
  public String escapeIdentifier(String identifier) throws SQLException {
    return raw.escapeIdentifier(identifier);
  }

  @Override
  public String escapeLiteral(String literal) throws SQLException {
    return raw.escapeLiteral(literal);
  }

  @Override
  public PreferQueryMode getPreferQueryMode() {
    return raw.getPreferQueryMode();
  }

  @Override
  public AutoSave getAutosave() {
    return raw.getAutosave();
  }

  @Override
  public void setAutosave(AutoSave autoSave) {
    raw.setAutosave(autoSave);
  }

  @Override
  public void alterUserPassword(
      String user, char @Nullable [] newPassword, @Nullable String encryptionType)
      throws SQLException {
    raw.alterUserPassword(user, newPassword, encryptionType);
  }

  @Override
  public Map<String, String> getParameterStatuses() {
    return raw.getParameterStatuses();
  }

  @Override
  public @Nullable String getParameterStatus(String parameterName) {
    return raw.getParameterStatus(parameterName);
  }

  @Override
  public void setAdaptiveFetch(boolean adaptiveFetch) {
    raw.setAdaptiveFetch(adaptiveFetch);
  }

  @Override
  public boolean getAdaptiveFetch() {
    return raw.getAdaptiveFetch();
  }
}
