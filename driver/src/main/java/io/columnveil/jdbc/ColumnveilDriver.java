package io.columnveil.jdbc;

import io.columnveil.audit.AuditSink;
import io.columnveil.audit.Slf4jAuditSink;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.store.CatalogReader;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver for {@code jdbc:columnveil:} and the rest of a URL of PostgreSQL or H2. Encrypts and
 * decrypts the columns that the policy of property {@code columnveil.policy} names; without a
 * policy a connection is refused. Thread-safe; registers itself.
 */
public final class ColumnveilDriver implements Driver {

  private static final ColumnveilDriver INSTANCE = new ColumnveilDriver();

  static {
    try {
      DriverManager.registerDriver(INSTANCE);
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Properties that pgjdbc and H2 take for what a URL leaves out; H2 in any case of letters. */
  private static final List<String> PLACE = List.of("user", "PGHOST", "PGPORT", "PGDBNAME");

  private static final int MAJOR = 0;
  private static final int MINOR = 1;

  /** Shared by all instances: the keyring of a policy is opened once per process. */
  private static final ProtectedDatabases DATABASES = databases(new Slf4jAuditSink());

  /** For the service loader and for tools that name the class. */
  public ColumnveilDriver() {}

  static ProtectedDatabases databases() {
    return DATABASES;
  }

  private static ProtectedDatabases databases(AuditSink audit) {
    return new ProtectedDatabases(new LoadedPolicies(audit), audit, true);
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return url != null && url.startsWith(WrappedUrl.PREFIX);
  }

  /**
   * A guarded connection, or null if the URL is another driver's.
   *
   * @throws SQLException 08V01 if the policy or keyring is invalid, 0AV05 if a property cannot be
   *     followed, or from the wrapped driver
   */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    if (url == null || !acceptsURL(url)) {
      return null;
    }
    try {
      return connect(
          WrappedUrl.parse(url).orElseThrow(ColumnveilDriver::unknownDatabase),
          info == null ? new Properties() : info);
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    }
  }

  private static Connection connect(WrappedUrl url, Properties info) throws SQLException {
    ConnectionSettings settings =
        ConnectionSettings.of(url.own(), ConnectionSettings.Sources.of(info));
    Properties passedOn = new Properties();
    for (String name : info.stringPropertyNames()) {
      if (!name.startsWith("columnveil.")) {
        passedOn.setProperty(name, info.getProperty(name));
      }
    }
    WrappedProperties.require(url.backend(), url.others());
    Map<String, String> others = new HashMap<>();
    passedOn.stringPropertyNames().forEach(n -> others.put(n, passedOn.getProperty(n)));
    WrappedProperties.require(url.backend(), others);
    // Before the database is asked: a policy that is wrong is told without a connection.
    LoadedKeys keys = DATABASES.policies().at(settings.policy());
    Driver driver = WrappedDrivers.of(url.url());
    Connection raw = open(driver, url.url(), passedOn);
    try {
      ProtectedDatabase database =
          DATABASES.of(
              keys,
              url.url() + place(url, passedOn),
              () -> CatalogReader.of(raw),
              () -> open(driver, url.url(), passedOn));
      return database.guard(raw, settings.role());
    } catch (SQLException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** What besides the URL tells databases and users apart. */
  private static String place(WrappedUrl url, Properties passedOn) {
    Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    named.putAll(url.others());
    passedOn.stringPropertyNames().forEach(name -> named.put(name, passedOn.getProperty(name)));
    StringBuilder place = new StringBuilder();
    for (String name : PLACE) {
      place.append('\n').append(named.getOrDefault(name, ""));
    }
    return place.toString();
  }

  private static Connection open(Driver driver, String url, Properties properties)
      throws SQLException {
    Connection raw = driver.connect(url, (Properties) properties.clone());
    if (raw == null) {
      throw SqlErrors.internal("the wrapped driver does not take its own URL");
    }
    return raw;
  }

  private static IssueException unknownDatabase() {
    return new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            "the URL names a database that is not supported",
            "Use jdbc:columnveil:postgresql: or jdbc:columnveil:h2:"));
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    DriverPropertyInfo policy =
        new DriverPropertyInfo(
            ConnectionSettings.POLICY, info.getProperty(ConnectionSettings.POLICY));
    policy.required = true;
    policy.description = "path, file: or classpath: location of the policy";
    DriverPropertyInfo role =
        new DriverPropertyInfo(ConnectionSettings.ROLE, info.getProperty(ConnectionSettings.ROLE));
    role.description = "narrows the session to one policy role that its database user holds";
    return new DriverPropertyInfo[] {policy, role};
  }

  @Override
  public int getMajorVersion() {
    return MAJOR;
  }

  @Override
  public int getMinorVersion() {
    return MINOR;
  }

  /** Statements that would pass by encryption are refused, so not all of SQL-92 is there. */
  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("logging goes through SLF4J", "0AV07");
  }
}
