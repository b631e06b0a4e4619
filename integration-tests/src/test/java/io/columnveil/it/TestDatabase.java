package io.columnveil.it;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * A database of one test's own, empty at first. Tests run the same on each kind; what differs
 * between them in DDL is written as <code>${name}</code> and filled in by {@link #dialect}.
 */
public abstract class TestDatabase implements AutoCloseable {

  /** A database on a PostgreSQL server of that major version. */
  public static TestDatabase postgres(int major) throws SQLException {
    return new PostgresDatabase(PostgresServer.shared(PostgresServer.Version.valueOf("V" + major)));
  }

  /** Which database it is. */
  abstract Database kind();

  /** The URL of the wrapped driver, without a user. */
  abstract String url();

  /** The name of the user that owns everything. */
  abstract String admin();

  /** What a user must give to connect; the same for all. */
  abstract String password();

  /** Creates a user, and the roles that it becomes a member of, as far as they do not exist. */
  abstract void createUser(String user, String... roles) throws SQLException;

  /** Fills in the words that differ between databases. */
  abstract String dialect(String sql);

  @Override
  public abstract void close() throws SQLException;

  /** The catalog's spelling of an unquoted name. */
  public String fold(String name) {
    return kind() == Database.H2
        ? name.toUpperCase(Locale.ENGLISH)
        : name.toLowerCase(Locale.ENGLISH);
  }

  public boolean isPostgres() {
    return kind() == Database.POSTGRESQL;
  }

  /** Our URL for it, without a user. */
  String protectedUrl(Path policy) {
    String plain = "jdbc:columnveil:" + url().substring("jdbc:".length());
    return isPostgres()
        ? plain + "?columnveil.policy=" + policy
        : plain + ";columnveil.policy=" + policy;
  }

  /** A connection past the driver, as the admin. */
  public Connection raw() throws SQLException {
    return raw(admin());
  }

  /** A connection past the driver. */
  public Connection raw(String user) throws SQLException {
    return DriverManager.getConnection(url(), login(user));
  }

  /** A connection through the driver. */
  Connection connect(Path policy, String user) throws SQLException {
    return DriverManager.getConnection(protectedUrl(policy), login(user));
  }

  /** User and password as connection properties. */
  Properties login(String user) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password());
    return properties;
  }

  /** Runs statements past the driver as the admin, each after {@link #dialect}. */
  public void execute(List<String> statements) throws SQLException {
    try (Connection connection = raw();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(dialect(sql));
      }
    }
  }

  /** Runs statements past the driver as the admin. */
  public void execute(String... statements) throws SQLException {
    execute(List.of(statements));
  }
}
