package io.columnveil.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A database on a {@link PostgresServer}. Users and roles belong to the server. */
final class PostgresDatabase extends TestDatabase {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final PostgresServer server;
  private final String name;

  PostgresDatabase(PostgresServer server) throws SQLException {
    this.server = server;
    this.name = "it_" + COUNT.incrementAndGet();
    try (Connection connection = maintenance();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
  }

  /** Logs every statement and parameter of this database, from the next connection on. */
  PostgresDatabase logEverything() throws SQLException {
    execute(
        "ALTER DATABASE " + name + " SET log_statement = 'all'",
        "ALTER DATABASE " + name + " SET log_min_duration_statement = 0");
    return this;
  }

  /** Keeps this database's errors out of the server's log, which would quote statements. */
  PostgresDatabase logNothing() throws SQLException {
    execute(
        "ALTER DATABASE " + name + " SET log_min_messages = 'panic'",
        "ALTER DATABASE " + name + " SET log_min_error_statement = 'panic'");
    return this;
  }

  String name() {
    return name;
  }

  PostgresServer server() {
    return server;
  }

  @Override
  Database kind() {
    return Database.POSTGRESQL;
  }

  @Override
  String url() {
    return server.url(name);
  }

  @Override
  String admin() {
    return "postgres";
  }

  @Override
  String password() {
    return "postgres";
  }

  @Override
  void createUser(String user, String... roles) throws SQLException {
    createIfMissing(user, "LOGIN");
    for (String role : roles) {
      createIfMissing(role, "NOLOGIN");
      execute("GRANT " + role + " TO " + user);
    }
  }

  private void createIfMissing(String role, String login) throws SQLException {
    execute(
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%s') THEN CREATE ROLE %s %s; END IF;
        END $$\
        """
            .formatted(role, role, login));
  }

  @Override
  String dialect(String sql) {
    return sql.replace("${binary}", "bytea")
        .replace("${text}", "text")
        .replace("${token}", "bytea")
        .replace("${timestamptz}", "timestamp with time zone")
        .replace("${everything}", "ALL TABLES IN SCHEMA public")
        .replace("${check_option}", "WITH LOCAL CHECK OPTION")
        .replace("${json}", "jsonb DEFAULT '[]'")
        .replace("${day}", "day")
        .replace("${month}", "month")
        .replace("${year}", "year");
  }

  @Override
  public void close() throws SQLException {
    try (Connection connection = maintenance();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
    }
  }

  private Connection maintenance() throws SQLException {
    return DriverManager.getConnection(server.url("postgres"), login("postgres"));
  }

  @Override
  public String toString() {
    return name;
  }
}
