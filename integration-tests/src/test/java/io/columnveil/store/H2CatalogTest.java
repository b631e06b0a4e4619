package io.columnveil.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.it.Database;
import io.columnveil.it.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class H2CatalogTest {

  private final CatalogReader reader = new H2CatalogReader();
  private TestDatabase database;

  /** A trigger that does nothing. */
  public static final class Quiet implements org.h2.api.Trigger {
    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {}
  }

  /** An alias. */
  public static int plusOne(int number) {
    return number + 1;
  }

  @BeforeEach
  void create() throws SQLException {
    database = Database.H2.create();
    database.execute(
        "CREATE TABLE users (id int PRIMARY KEY, email varchar(900), email_lookup varbinary(16),"
            + " phone varchar(900) UNIQUE)");
  }

  @AfterEach
  void drop() throws SQLException {
    database.close();
  }

  private DatabaseView view(Connection connection) throws SQLException {
    return DatabaseView.of(reader.read(connection), Policies.shopSource());
  }

  private CatalogSnapshot read(String... ddl) throws SQLException {
    database.execute(ddl);
    try (Connection connection = database.raw()) {
      return view(connection).catalog();
    }
  }

  @Test
  void everyBuiltInFunctionIsKnown() throws SQLException {
    CatalogSnapshot catalog = read();

    assertThat(
            List.of("COUNT", "LISTAGG", "ROW_NUMBER", "LEAD", "UPPER", "JSON_ARRAYAGG", "MEDIAN"))
        .noneMatch(catalog::isUnknownFunction);
    assertThat(catalog.isUnknownFunction("NOBODYS")).isTrue();
  }

  @Test
  void aPolicyInLowerCaseProtectsTablesInUpperCase() throws SQLException {
    try (Connection connection = database.raw()) {
      DatabaseView view = view(connection);
      assertThat(view.resolved().issues()).isEmpty();
      assertThat(view.resolved().protections().find("PUBLIC", "USERS", "EMAIL"))
          .hasValueSatisfying(
              column -> {
                assertThat(column.domain()).isEqualTo("recorded");
                assertThat(column.lookup().orElseThrow().column()).isEqualTo("EMAIL_LOOKUP");
                assertThat(column.state().name()).isEqualTo("ENCRYPTED");
                assertThat(column.tokensComplete()).isTrue();
              });
    }
  }

  @Test
  void theClosureFollowsViewsAndSynonyms() throws SQLException {
    CatalogSnapshot catalog =
        read(
            "CREATE SCHEMA s",
            "CREATE VIEW v AS SELECT email FROM users",
            "CREATE VIEW s.w AS SELECT * FROM v WHERE EXISTS (SELECT 1 FROM DUAL)",
            "CREATE SYNONYM alias_of_w FOR s.w",
            "CREATE TABLE plain (id int)",
            "CREATE VIEW other AS SELECT * FROM plain");
    assertThat(catalog.relevantNames()).containsExactlyInAnyOrder("USERS", "V", "W", "ALIAS_OF_W");
    Relation synonym = catalog.find("PUBLIC", "ALIAS_OF_W").orElseThrow();
    assertThat(synonym.kind()).isEqualTo(RelationKind.SYNONYM);
    assertThat(synonym.definition()).contains("S.W");
    assertThat(catalog.find("PUBLIC", "V").orElseThrow().definition())
        .hasValueSatisfying(text -> assertThat(text).contains("\"PUBLIC\".\"USERS\""));
  }

  @Test
  void aMaterializedViewWhoseQueryIsNotToldReachesEverything() throws SQLException {
    CatalogSnapshot catalog = read("CREATE MATERIALIZED VIEW m AS SELECT email FROM users");
    assertThat(catalog.relevantNames()).contains("M", "M$1");
    assertThat(catalog.find("PUBLIC", "M").orElseThrow())
        .satisfies(m -> assertThat(m.kind()).isEqualTo(RelationKind.MATERIALIZED_VIEW))
        .satisfies(m -> assertThat(m.definition()).isEmpty());
  }

  @Test
  void javaCodeIsOpaque() throws SQLException {
    CatalogSnapshot catalog =
        read(
            "CREATE TABLE a (id int)",
            "CREATE TABLE b (id int)",
            "CREATE TRIGGER quiet BEFORE INSERT ON a FOR EACH ROW CALL '"
                + Quiet.class.getName()
                + "'",
            "CREATE ALIAS plus_one FOR '" + H2CatalogTest.class.getName() + ".plusOne'",
            "CREATE VIEW seen AS SELECT plus_one(1) AS n",
            "CREATE TABLE c (id int DEFAULT plus_one(1))");
    assertThat(catalog.isOpaqueFunction("PLUS_ONE")).isTrue();
    assertThat(catalog.relevantNames()).contains("PLUS_ONE", "SEEN", "A", "C").doesNotContain("B");
    assertThat(catalog.hasReachingCode(catalog.find("PUBLIC", "A").orElseThrow())).isTrue();
    assertThat(catalog.hasReachingCode(catalog.find("PUBLIC", "B").orElseThrow())).isFalse();
  }

  @Test
  void foreignKeysMatterWhereTheyChangeProtectedColumns() throws SQLException {
    CatalogSnapshot catalog =
        read(
            "CREATE TABLE orders (user_id int REFERENCES users (id) ON DELETE CASCADE)",
            "CREATE TABLE calls (phone varchar(900) REFERENCES users (phone) ON UPDATE CASCADE)");
    assertThat(catalog.relevantNames()).containsExactlyInAnyOrder("USERS", "CALLS");
  }

  @Test
  void looseTypesAreTold() throws SQLException {
    CatalogSnapshot catalog =
        read("CREATE TABLE t (a varchar_ignorecase(9), b varchar(9), c int AS (1))");
    Relation t = catalog.find("PUBLIC", "T").orElseThrow();
    assertThat(t.column("A").orElseThrow().looseEquality()).isTrue();
    assertThat(t.column("B").orElseThrow().looseEquality()).isFalse();
    assertThat(t.column("B").orElseThrow().size()).isEqualTo(9);
    assertThat(t.column("C").orElseThrow().generated()).isTrue();
  }

  @Test
  void everyUserReadsTheSameCatalog() throws SQLException {
    database.execute(
        "CREATE USER bob PASSWORD 'secret'",
        "CREATE VIEW v AS SELECT email FROM users",
        "CREATE TABLE a (id int)",
        "CREATE TRIGGER quiet BEFORE INSERT ON a FOR EACH ROW CALL '" + Quiet.class.getName() + "'",
        "CREATE ALIAS plus_one FOR '" + H2CatalogTest.class.getName() + ".plusOne'");
    try (Connection bob = database.raw("BOB");
        Connection admin = database.raw()) {
      assertThat(view(bob).catalog().relevantNames())
          .isEqualTo(view(admin).catalog().relevantNames());
      assertThat(view(bob).catalog().relations()).hasSameSizeAs(view(admin).catalog().relations());
      assertThat(reader.fingerprint(bob)).isEqualTo(reader.fingerprint(admin));
    }
  }

  @Test
  void aSessionsTemporaryTablesAreReadApart() throws SQLException {
    try (Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      String before = reader.fingerprint(connection).catalog();
      statement.execute("CREATE LOCAL TEMPORARY TABLE scratch (x int)");
      assertThat(reader.fingerprint(connection).catalog()).isEqualTo(before);
      assertThat(view(connection).catalog().knowsRelation("SCRATCH")).isFalse();
      assertThat(SessionSources.of(reader.backend(), connection).read().temporaryObjects())
          .contains("SCRATCH");
      assertThat(
              view(connection)
                  .with(reader.readTemporary(connection, "x"))
                  .catalog()
                  .find("PUBLIC", "SCRATCH")
                  .orElseThrow()
                  .kind())
          .isEqualTo(RelationKind.TEMPORARY_TABLE);
    }
  }

  @Test
  void theFingerprintTellsOfDdlAndNotOfData() throws SQLException {
    database.execute("CREATE VIEW v AS SELECT email FROM users");
    try (Connection connection = database.raw()) {
      String before = reader.fingerprint(connection).catalog();
      database.execute("INSERT INTO users (id) VALUES (1)", "TRUNCATE TABLE users", "ANALYZE");
      assertThat(reader.fingerprint(connection).catalog()).isEqualTo(before);
      for (String ddl :
          List.of(
              "CREATE OR REPLACE VIEW v AS SELECT phone AS email FROM users",
              "CREATE TABLE other (a int)",
              "ALTER TABLE other ALTER COLUMN a RENAME TO b",
              "ALTER TABLE other ALTER COLUMN b SET DATA TYPE bigint",
              "ALTER TABLE other RENAME TO another",
              "CREATE SYNONYM y FOR another",
              "CREATE ALIAS plus_one FOR '" + H2CatalogTest.class.getName() + ".plusOne'",
              "CREATE TRIGGER quiet BEFORE INSERT ON another FOR EACH ROW CALL '"
                  + Quiet.class.getName()
                  + "'",
              "DROP VIEW v")) {
        database.execute(ddl);
        String after = reader.fingerprint(connection).catalog();
        assertThat(after).as(ddl).isNotEqualTo(before);
        before = after;
      }
    }
  }
}
