package io.columnveil.it;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A named database in this JVM's memory, gone when closed. */
final class H2Database extends TestDatabase {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name = "it_" + COUNT.incrementAndGet();
  private final Connection keepAlive;

  H2Database() throws SQLException {
    // H2 drops a database in memory with its last connection; DB_CLOSE_DELAY would leak it instead.
    keepAlive = raw();
  }

  @Override
  Database kind() {
    return Database.H2;
  }

  @Override
  String url() {
    return "jdbc:h2:mem:" + name;
  }

  @Override
  String admin() {
    return "SA";
  }

  @Override
  String password() {
    return "secret";
  }

  @Override
  void createUser(String user, String... roles) throws SQLException {
    execute("CREATE USER IF NOT EXISTS " + user + " PASSWORD '" + password() + "'");
    for (String role : roles) {
      execute("CREATE ROLE IF NOT EXISTS " + role, "GRANT " + role + " TO " + user);
    }
  }

  @Override
  String dialect(String sql) {
    return sql.replace("${binary}", "varbinary(4000)")
        .replace("${text}", "varchar")
        .replace("${token}", "varbinary(16)")
        .replace("${timestamptz}", "timestamp with time zone")
        .replace("${everything}", "SCHEMA public")
        .replace("${check_option}", "")
        .replace("${json}", "varchar(100)")
        .replace("${day}", "\"DAY\"")
        .replace("${month}", "\"MONTH\"")
        .replace("${year}", "\"YEAR\"");
  }

  @Override
  public void close() throws SQLException {
    try (keepAlive;
        Statement statement = keepAlive.createStatement()) {
      statement.execute("SHUTDOWN");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
