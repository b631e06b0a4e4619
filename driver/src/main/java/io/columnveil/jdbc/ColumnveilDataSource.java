package io.columnveil.jdbc;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.jdbc.forward.ForwardingDataSource;
import io.columnveil.store.CatalogReader;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Guards the connections of any data source of PostgreSQL or H2. A pool belongs around this one
 * rather than under it: a connection is looked at once when it is given out. Thread-safe once it is
 * set up.
 */
public final class ColumnveilDataSource extends ForwardingDataSource {

  private @Nullable DataSource dataSource;
  private @Nullable String policy;
  private @Nullable String role;
  private final ProtectedDatabases databases = ColumnveilDriver.databases().ofADataSource();

  /** For frameworks that set properties: {@code dataSource}, {@code policy}, {@code role}. */
  public ColumnveilDataSource() {}

  /**
   * Guards a data source.
   *
   * @param dataSource of the wrapped driver
   * @param policy path, {@code file:} or {@code classpath:} location of the policy
   */
  public ColumnveilDataSource(DataSource dataSource, String policy) {
    this.dataSource = dataSource;
    this.policy = policy;
  }

  /** The data source to guard. */
  public void setDataSource(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Location of the policy. */
  public void setPolicy(String policy) {
    this.policy = policy;
  }

  /** Narrows sessions to one policy role that their database user holds. */
  public void setRole(@Nullable String role) {
    this.role = role;
  }

  @Override
  protected DataSource delegate() {
    return Objects.requireNonNull(dataSource, "the data source to guard is not set");
  }

  /**
   * A guarded connection.
   *
   * @throws SQLException 08V01 if the policy or keyring is invalid, or from the data source
   */
  @Override
  public Connection getConnection() throws SQLException {
    return guard(delegate().getConnection());
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return guard(delegate().getConnection(username, password));
  }

  private Connection guard(Connection raw) throws SQLException {
    try {
      return database(raw).guard(raw, settings().role());
    } catch (IssueException refused) {
      raw.close();
      throw SqlErrors.of(refused);
    } catch (SQLException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private ConnectionSettings settings() {
    Properties own = new Properties();
    if (policy != null) {
      own.setProperty(ConnectionSettings.POLICY, policy);
    }
    if (role != null) {
      own.setProperty(ConnectionSettings.ROLE, role);
    }
    return ConnectionSettings.of(Map.of(), ConnectionSettings.Sources.of(own));
  }

  private ProtectedDatabase database(Connection raw) throws SQLException {
    LoadedKeys keys = databases.policies().at(settings().policy());
    if (raw.isWrapperFor(GuardedConnection.class)) {
      throw new IssueException(
          Issue.error(
              ErrorCode.POLICY_INVALID,
              "the data source gives connections that are guarded already",
              "Give it the wrapped driver's URL, or use it without ColumnveilDataSource"));
    }
    return databases.of(
        keys, place(raw), () -> CatalogReader.of(raw), () -> delegate().getConnection());
  }

  /** A data source may lead to a database for each tenant, and to each as several users. */
  private static String place(Connection raw) throws SQLException {
    DatabaseMetaData metaData = raw.getMetaData();
    return metaData.getURL() + '\n' + raw.getCatalog() + '\n' + metaData.getUserName();
  }

  /** Its connections would not be guarded. */
  @Override
  public ConnectionBuilder createConnectionBuilder() throws SQLException {
    throw SqlErrors.refused(
        "a connection builder would give unguarded connections", "Use getConnection");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw SqlErrors.refused(
        "the wrapped " + type.getSimpleName() + " would pass by encryption", "Use getConnection");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public String toString() {
    return "ColumnveilDataSource[policy "
        + Optional.ofNullable(policy).orElse("from elsewhere")
        + "]";
  }
}
