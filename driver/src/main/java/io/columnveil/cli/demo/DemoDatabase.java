package io.columnveil.cli.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tour's H2 database, reached as it is or through Columnveil. */
final class DemoDatabase implements AutoCloseable {

  /**
   * Password of every user; the database is gone after the tour or lies in the visitor's folder.
   */
  static final String PASSWORD = "demo";

  /** Owns the table, and has no grant in the policy. */
  static final String OWNER = "shop_owner";

  private static final List<String> DDL =
      List.of(
          "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(60), city VARCHAR(30),"
              + " email VARCHAR(400), email_lookup VARBINARY(16), phone VARCHAR(120),"
              + " birth_date VARCHAR(120))",
          "CREATE UNIQUE INDEX customers_email_lookup ON customers (email_lookup)",
          "CREATE INDEX customers_phone ON customers (phone)",
          "CREATE ROLE marketing",
          "CREATE ROLE helpdesk",
          "CREATE USER alice PASSWORD '" + PASSWORD + "'",
          "CREATE USER ben PASSWORD '" + PASSWORD + "'",
          "CREATE USER carol PASSWORD '" + PASSWORD + "'",
          "CREATE USER dave PASSWORD '" + PASSWORD + "'",
          "GRANT marketing TO ben",
          "GRANT helpdesk TO carol",
          "GRANT SELECT ON customers TO PUBLIC");

  private static final String INSERT =
      "INSERT INTO customers (id, name, city, email, phone, birth_date) VALUES (?, ?, ?, ?, ?, ?)";

  private final String location;
  private final Path policy;
  private final Connection owner;

  private DemoDatabase(String location, Path policy, Connection owner) {
    this.location = location;
    this.policy = policy;
    this.owner = owner;
  }

  /**
   * Makes the database with its table, users and roles. One in memory lives until it is closed.
   *
   * @param location H2's own part of the URL, {@code mem:name} or {@code file:path}
   * @param policy the policy file
   */
  static DemoDatabase create(String location, Path policy) throws SQLException {
    Connection owner = DriverManager.getConnection("jdbc:h2:" + location, OWNER, PASSWORD);
    try (Statement statement = owner.createStatement()) {
      for (String ddl : DDL) {
        statement.execute(ddl);
      }
    }
    return new DemoDatabase(location, policy, owner);
  }

  /** Inserts them as an application does: it has no grant and need not have one. */
  void fill(List<Customer> customers) throws SQLException {
    try (Connection application = through(OWNER)) {
      insert(application, customers);
    }
  }

  /** The same table without protection, in a database of its own, to measure against. */
  static Connection plainTwin(List<Customer> customers) throws SQLException {
    Connection twin = DriverManager.getConnection("jdbc:h2:mem:", OWNER, PASSWORD);
    try (Statement statement = twin.createStatement()) {
      statement.execute(
          "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR(60), city VARCHAR(30),"
              + " email VARCHAR(120), phone VARCHAR(32), birth_date DATE)");
      statement.execute("CREATE UNIQUE INDEX customers_email ON customers (email)");
    }
    insert(twin, customers);
    return twin;
  }

  /** The connection that shows what is stored. */
  Connection raw() {
    return owner;
  }

  /** A connection through Columnveil. */
  Connection through(String user) throws SQLException {
    return DriverManager.getConnection(url(), user, PASSWORD);
  }

  String url() {
    return "jdbc:columnveil:h2:" + location + ";columnveil.policy=" + policy;
  }

  @Override
  public void close() throws SQLException {
    owner.close();
  }

  private static void insert(Connection connection, List<Customer> customers) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (Customer customer : customers) {
        insert.setInt(1, customer.id());
        insert.setString(2, customer.name());
        insert.setString(3, customer.city());
        insert.setString(4, customer.email());
        insert.setString(5, customer.phone());
        insert.setObject(6, customer.birthDate());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
