package io.columnveil.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.IssueException;
import io.columnveil.it.Database;
import io.columnveil.it.TestDatabase;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ProtectedColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaPlanTest {

  private static final String ENVELOPE = "_cv1" + "A".repeat(60);

  private static DatabaseView view(Connection connection) throws SQLException {
    CatalogReader reader = CatalogReader.of(connection);
    return DatabaseView.of(reader.read(connection), Policies.shopSource());
  }

  private static SchemaPlan plan(Connection connection) throws SQLException {
    DatabaseView view = view(connection);
    return SchemaPlan.of(connection, view.catalog(), view.resolved().protections());
  }

  private static void apply(Connection connection) throws SQLException {
    List<SchemaChange> done = new ArrayList<>();
    SchemaPlan plan = plan(connection);
    plan.apply(connection, done::add);
    assertThat(done).isEqualTo(plan.changes());
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void applyingThePlanLeavesNothingToDo(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw()) {
      database.execute(
          "CREATE TABLE users (id int PRIMARY KEY, email varchar(100) UNIQUE, phone char(20))");
      assertThat(view(connection).resolved().errors()).isNotEmpty();
      apply(connection);
      assertThat(plan(connection).changes()).isEmpty();
      assertThat(view(connection).resolved().issues()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void uniquenessMovesToTheLookupColumn(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      database.execute(
          "CREATE TABLE users (id int PRIMARY KEY, tenant int, email varchar(2000),"
              + " phone varchar(2000), UNIQUE (tenant, email))");
      apply(connection);
      String insert =
          "INSERT INTO users (id, tenant, email, email_lookup) VALUES (%d, %d, '%s', "
              + (database.isPostgres() ? "'\\x01'" : "X'01'")
              + ")";
      statement.execute(insert.formatted(1, 1, ENVELOPE + "A"));
      statement.execute(insert.formatted(2, 2, ENVELOPE + "B"));
      assertThatThrownBy(() -> statement.execute(insert.formatted(3, 2, ENVELOPE + "C")))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void guardsKeepPlaintextOutOfEncryptedColumns(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      database.execute(
          "CREATE TABLE users (id int PRIMARY KEY, email ${binary}, email_lookup ${token},"
              + " phone varchar(2000))");
      apply(connection);
      String envelope = database.isPostgres() ? "'\\xfdcbf501'" : "X'FDCBF501'";
      String plain = database.isPostgres() ? "'\\x41'" : "X'41'";
      statement.execute("INSERT INTO users (id, email, phone) VALUES (1, NULL, NULL)");
      statement.execute(
          "INSERT INTO users (id, email, phone) VALUES (2, " + envelope + ", '" + ENVELOPE + "')");
      for (String bad : List.of("(3, " + plain + ", NULL)", "(3, NULL, '+1')", "(3, NULL, '')")) {
        assertThatThrownBy(
                () -> statement.execute("INSERT INTO users (id, email, phone) VALUES " + bad))
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void widenedColumnsKeepTheirValues(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      database.execute(
          "CREATE TABLE users (id int PRIMARY KEY, email date, email_lookup ${token},"
              + " phone varchar(2000))",
          "INSERT INTO users (id, email) VALUES (1, DATE '2001-02-03')");
      // The guard of an encrypted column is refused as long as there is plaintext.
      assertThatThrownBy(() -> apply(connection)).isInstanceOf(SQLException.class);
      try (var rows = statement.executeQuery("SELECT email FROM users")) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo("2001-02-03");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void rowsAreCountedByWhatTheyHold(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw()) {
      database.execute(
          "CREATE TABLE users (id int PRIMARY KEY, email varchar(2000), email_lookup ${token},"
              + " phone date)");
      DatabaseView view = view(connection);
      TableProbe probe = new TableProbe(connection, view.catalog());
      ColumnId email =
          new ColumnId(database.fold("public"), database.fold("users"), database.fold("email"));
      ColumnId phone =
          new ColumnId(database.fold("public"), database.fold("users"), database.fold("phone"));
      assertThat(probe.isEmpty(email)).isTrue();
      database.execute(
          "INSERT INTO users (id, email, phone) VALUES (1, 'ann@example.org', DATE '2001-02-03'),"
              + " (2, '"
              + ENVELOPE
              + "', NULL), (3, NULL, NULL)");
      assertThat(probe.isEmpty(email)).isFalse();
      assertThat(probe.count(column(view, email))).isEqualTo(new ColumnCount(3, 1, 1, 2));
      assertThat(probe.count(column(view, phone))).isEqualTo(new ColumnCount(3, 1, 0, 0));
    }
  }

  private static ProtectedColumn column(DatabaseView view, ColumnId id) {
    return view.resolved().protections().find(id.schema(), id.table(), id.column()).orElseThrow();
  }

  @Test
  void rowsThatRowSecurityHidesAreNotTakenForNone() throws SQLException {
    try (TestDatabase database = Database.POSTGRESQL.create()) {
      database.execute(
          "CREATE TABLE users (id int, email text, email_lookup bytea, phone text)",
          "INSERT INTO users VALUES (1)",
          "ALTER TABLE users ENABLE ROW LEVEL SECURITY",
          "DROP ROLE IF EXISTS plan_reader",
          "CREATE ROLE plan_reader LOGIN",
          "GRANT SELECT ON users TO plan_reader");
      try (Connection connection = database.raw("plan_reader")) {
        TableProbe probe = new TableProbe(connection, view(connection).catalog());
        assertThatThrownBy(() -> probe.isEmpty(new ColumnId("public", "users", "email")))
            .isInstanceOf(IssueException.class);
      } finally {
        database.execute("DROP OWNED BY plan_reader", "DROP ROLE plan_reader");
      }
    }
  }
}
