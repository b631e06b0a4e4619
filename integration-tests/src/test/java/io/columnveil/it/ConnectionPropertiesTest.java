package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.jdbc.ColumnveilDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** Properties of the wrapped driver, however they reach it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionPropertiesTest {

  private People people;

  @BeforeAll
  void create() throws SQLException {
    people = People.create(Database.POSTGRESQL.create());
  }

  @AfterAll
  void close() throws SQLException {
    people.close();
  }

  @Test
  void aDataSourceThatWritesParametersIntoTheTextIsRefused() {
    PGSimpleDataSource simple = new PGSimpleDataSource();
    simple.setUrl(people.database().url());
    simple.setUser("alice");
    simple.setPreferQueryMode(PreferQueryMode.SIMPLE);
    ColumnveilDataSource guarded =
        new ColumnveilDataSource(simple, people.veil().policy().toString());
    assertThatThrownBy(guarded::getConnection)
        .hasMessageContaining("0AV05")
        .hasMessageContaining("preferQueryMode");
  }

  @Test
  void aDatabaseNamedByAPropertyIsAnotherOneThanThatOfAnotherConnection() throws SQLException {
    try (TestDatabase other = otherDatabase();
        Connection here = connect(people.database());
        Connection there = connect(other)) {
      eachReadsItsOwn(here, there);
    }
  }

  @Test
  void aDataSourceMayLeadToSeveralDatabases() throws SQLException {
    try (TestDatabase other = otherDatabase()) {
      AtomicReference<TestDatabase> tenant = new AtomicReference<>(people.database());
      PGSimpleDataSource byTenant =
          new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
              return tenant.get().raw("alice");
            }
          };
      ColumnveilDataSource guarded =
          new ColumnveilDataSource(byTenant, people.veil().policy().toString());
      try (Connection here = guarded.getConnection()) {
        tenant.set(other);
        try (Connection there = guarded.getConnection()) {
          eachReadsItsOwn(here, there);
        }
      }
    }
  }

  /** In which what is a protected table elsewhere is a view of others. */
  private static TestDatabase otherDatabase() throws SQLException {
    TestDatabase other = Database.POSTGRESQL.create();
    other.execute(
        "CREATE TABLE letters (id int, email text)",
        "INSERT INTO letters VALUES (1, 'x')",
        "CREATE VIEW people AS SELECT id, email, '' AS email_lookup FROM letters",
        "GRANT SELECT ON people TO alice");
    return other;
  }

  private static void eachReadsItsOwn(Connection here, Connection there) throws SQLException {
    String sql = "SELECT email FROM people WHERE id = 1";
    assertThat(Sql.string(here, sql)).isEqualTo("ann@mail.example");
    assertThat(Sql.string(there, sql)).isEqualTo("x");
    assertThat(Sql.string(here, sql)).isEqualTo("ann@mail.example");
  }

  /** By one URL, which leaves out the database. */
  private Connection connect(TestDatabase database) throws SQLException {
    String url = database.protectedUrl(people.veil().policy());
    String name = database.toString();
    Properties properties = database.login("alice");
    properties.setProperty("PGDBNAME", name);
    return DriverManager.getConnection(url.replace("/" + name + "?", "/?"), properties);
  }
}
