package io.columnveil.it;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A database with the tables of {@code people/tables.sql}, and one user for each kind of session:
 * alice may see all, mark sees e-mail addresses masked, hank may search by phone, carol is in the
 * roles of mark and hank, and stranger has no grant.
 */
final class People implements AutoCloseable {

  /** All users, whom the database itself allows the same. */
  static final String[] USERS = {"alice", "mark", "hank", "carol", "stranger"};

  private final TestDatabase database;
  private final Veil veil;

  private People(TestDatabase database, Veil veil) {
    this.database = database;
    this.veil = veil;
  }

  /** Two people and an account, written through the driver. */
  static People create(TestDatabase database) throws SQLException {
    return create(database, Veil.fresh("people/policy.yaml"));
  }

  /** With a keyring of another kind for the same policy. */
  static People create(TestDatabase database, Veil veil) throws SQLException {
    database.createUser("alice");
    database.createUser("mark", "marketing");
    database.createUser("hank", "helpdesk");
    database.createUser("carol", "marketing", "helpdesk");
    database.createUser("stranger");
    database.execute(SqlScript.statements("people/tables.sql"));
    for (String user : USERS) {
      database.execute("GRANT ALL ON ${everything} TO " + user);
      if (database.isPostgres()) {
        database.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + user);
      }
    }
    if (database.isPostgres()) {
      for (String role : new String[] {"marketing", "helpdesk"}) {
        database.execute("GRANT ALL ON ${everything} TO " + role);
      }
    }
    People people = new People(database, veil);
    people.load();
    return people;
  }

  private void load() throws SQLException {
    try (Connection alice = connect("alice")) {
      String sql =
          "INSERT INTO people (id, email, phone, full_name, birth_date, salary, photo, secret,"
              + " city) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
      try (PreparedStatement insert = alice.prepareStatement(sql)) {
        person(insert, 1, "ann@mail.example", "+15550000001", "Given-Ann", "Oslo");
        person(insert, 2, "bob@mail.example", "+15550000002", "Given-Bob", "Rome");
        insert.executeBatch();
      }
      sql =
          "INSERT INTO accounts (id, iban, owner, opened, balance, seal, active, note)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
      try (PreparedStatement insert = alice.prepareStatement(sql)) {
        insert.setLong(1, 1);
        insert.setString(2, "NO-mail.example-1");
        insert.setString(3, "Given-Ann");
        insert.setDate(4, Date.valueOf("2001-02-03"));
        insert.setBigDecimal(5, new BigDecimal("-1234.50"));
        insert.setBytes(6, "given-seal".getBytes(StandardCharsets.UTF_8));
        insert.setBoolean(7, true);
        insert.setString(8, "note");
        insert.executeUpdate();
      }
    }
  }

  private static void person(
      PreparedStatement insert, long id, String email, String phone, String name, String city)
      throws SQLException {
    insert.setLong(1, id);
    insert.setString(2, email);
    insert.setString(3, phone);
    insert.setString(4, name);
    insert.setDate(5, Date.valueOf("1980-05-06"));
    insert.setBigDecimal(6, new BigDecimal("52000.10"));
    insert.setBytes(7, "given-photo".getBytes(StandardCharsets.UTF_8));
    insert.setString(8, "given-secret");
    insert.setString(9, city);
    insert.addBatch();
  }

  TestDatabase database() {
    return database;
  }

  Veil veil() {
    return veil;
  }

  /** Through the driver. */
  Connection connect(String user) throws SQLException {
    return database.connect(veil.policy(), user);
  }

  /** Through the driver, narrowed by {@code columnveil.role}. */
  Connection connect(String user, String policyRole) throws SQLException {
    Properties properties = database.login(user);
    properties.setProperty("columnveil.role", policyRole);
    return DriverManager.getConnection(database.protectedUrl(veil.policy()), properties);
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
