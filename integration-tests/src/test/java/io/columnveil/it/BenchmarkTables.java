package io.columnveil.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Two databases on one PostgreSQL server with the same rows: one plain, one protected. */
final class BenchmarkTables implements AutoCloseable {

  static final int CUSTOMERS = 100_000;
  static final int TOWNS = 5_000;

  private static final String POLICY =
      """
      version: 1
      keys:
        keyring: file:bench.keyring
        wrappedBy:
          provider: passphrase
          passphrase: ${file:passphrase.txt}
      tables:
        customers:
          columns:
            email:
              type: varchar(320)
              scheme: randomized
              lookup: { column: email_lookup }
            phone: { type: varchar(32), scheme: deterministic }
            full_name: { type: varchar(100), scheme: randomized }
        signups:
          columns:
            email:
              type: varchar(320)
              scheme: randomized
              lookup: { column: email_lookup }
            phone: { type: varchar(32), scheme: deterministic }
            full_name: { type: varchar(100), scheme: randomized }
      roles:
        privacy_officer:
          databaseUsers: [alice]
          decrypt: ["*"]
          unmask: ["*"]
      """;

  private final PostgresServer server = PostgresServer.own(PostgresServer.Version.V17);
  private final PostgresDatabase plain = new PostgresDatabase(server);
  private final PostgresDatabase veiled = new PostgresDatabase(server);
  private final Veil veil = Veil.write(POLICY).keysInit("--fresh");

  BenchmarkTables() throws SQLException {
    plain.createUser("alice");
    create(
        plain,
        "email varchar(320), phone varchar(32), full_name varchar(100), city varchar(50)",
        "email");
    create(
        veiled,
        "email varchar(1000), phone varchar(200), full_name varchar(300), city varchar(50),"
            + " email_lookup bytea",
        "email_lookup");
    try (Connection raw = raw();
        Connection ours = ours()) {
      fill(raw);
      fill(ours);
    }
    plain.execute("VACUUM ANALYZE");
    veiled.execute("VACUUM ANALYZE");
  }

  /** A connection of the raw driver to the plain tables. */
  Connection raw() throws SQLException {
    return plain.raw("alice");
  }

  /** A connection of ours to the protected tables. */
  Connection ours() throws SQLException {
    return veiled.connect(veil.policy(), "alice");
  }

  /** Empties the table that grows. */
  void reset() throws SQLException {
    plain.execute("TRUNCATE signups");
    veiled.execute("TRUNCATE signups");
  }

  private static void create(PostgresDatabase database, String columns, String lookup)
      throws SQLException {
    for (String table : new String[] {"customers", "signups"}) {
      database.execute(
          "CREATE TABLE " + table + " (id bigserial PRIMARY KEY, " + columns + ")",
          "CREATE INDEX ON " + table + " (" + lookup + ")",
          "CREATE INDEX ON " + table + " (phone)");
    }
    database.execute(
        "CREATE TABLE towns (id bigint PRIMARY KEY, name text, country text)",
        "INSERT INTO towns SELECT g, 'town ' || g, 'NO' FROM generate_series(1, " + TOWNS + ") g",
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO alice",
        "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO alice");
  }

  private static void fill(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO customers (email, phone, full_name, city) VALUES (?, ?, ?, ?)")) {
      for (int id = 1; id <= CUSTOMERS; id++) {
        Workload.row(insert, id);
        insert.addBatch();
        if (id % 1000 == 0) {
          insert.executeBatch();
        }
      }
    }
    connection.commit();
  }

  @Override
  public void close() throws SQLException {
    server.close();
  }
}
