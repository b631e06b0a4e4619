package io.columnveil.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.it.Database;
import io.columnveil.it.TestDatabase;
import io.columnveil.policy.model.Protections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresCatalogTest {

  private static final String USERS =
      "CREATE TABLE users (id int PRIMARY KEY, email text, email_lookup bytea, phone text UNIQUE)";

  private final CatalogReader reader = new PostgresCatalogReader();
  private TestDatabase database;

  @BeforeEach
  void create() throws SQLException {
    database = Database.POSTGRESQL.create();
    database.execute(USERS);
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

  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 18})
  void everyVersionTellsItsCatalog(int major) throws SQLException {
    try (TestDatabase other = TestDatabase.postgres(major)) {
      other.execute(
          USERS,
          "CREATE VIEW v AS SELECT email FROM users",
          "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM users;"
              + " END");
      try (Connection connection = other.raw()) {
        CatalogSnapshot catalog = view(connection).catalog();
        assertThat(catalog.relevantNames()).containsExactlyInAnyOrder("users", "v", "f");
        assertThat(reader.fingerprint(connection)).isEqualTo(reader.fingerprint(connection));
      }
    }
  }

  @Test
  void columnsKeepTheirTypesAndOrder() throws SQLException {
    CatalogSnapshot catalog =
        read(
            "CREATE DOMAIN short AS varchar(7)",
            "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic ="
                + " false)",
            """
            CREATE TABLE t (a short, b numeric(9,2), c int[], d text COLLATE ci,
              e int GENERATED ALWAYS AS (1) STORED, f bytea)\
            """,
            "ALTER TABLE t DROP COLUMN c");
    Relation t = catalog.find("public", "t").orElseThrow();
    assertThat(t.columns().stream().map(c -> c.name() + ":" + c.typeName() + ":" + c.size()))
        .containsExactly("a:varchar:7", "b:numeric:9", "d:text:0", "e:int4:0", "f:bytea:0");
    assertThat(t.column("d").orElseThrow().looseEquality()).isTrue();
    assertThat(t.column("a").orElseThrow().looseEquality()).isFalse();
    assertThat(t.column("e").orElseThrow().generated()).isTrue();
  }

  @Test
  void definitionsOfViewsAreQualifiedAndTheSearchPathIsAsBefore() throws SQLException {
    database.execute(
        "CREATE SCHEMA s", "CREATE VIEW s.v AS SELECT u.email FROM users u WHERE id > 0");
    try (Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = s, public");
      for (boolean autoCommit : List.of(true, false)) {
        connection.setAutoCommit(autoCommit);
        if (!autoCommit) {
          statement.execute("SET LOCAL search_path = public, s");
        }
        assertThat(view(connection).catalog().find("s", "v").orElseThrow().definition())
            .hasValueSatisfying(text -> assertThat(text).contains("FROM public.users u"));
        assertThat(searchPath(statement)).isEqualTo(autoCommit ? "s, public" : "public, s");
      }
      connection.commit();
      assertThat(searchPath(statement)).isEqualTo("s, public");
    }
  }

  private static String searchPath(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SHOW search_path")) {
      rows.next();
      return rows.getString(1);
    }
  }

  @Test
  void readingOpensNoTransaction() throws SQLException {
    try (Connection connection = database.raw()) {
      connection.setAutoCommit(false);
      view(connection);
      reader.fingerprint(connection);
      SessionSources.of(reader.backend(), connection).read();
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      assertThat(reader.seesCommitted(connection)).isTrue();
    }
  }

  @Test
  void theClosureFollowsViewsOverViewsAndMaterializedViews() throws SQLException {
    CatalogSnapshot catalog =
        read(
            "CREATE SCHEMA s",
            "CREATE VIEW v1 AS SELECT email FROM users",
            "CREATE VIEW s.v2 AS SELECT * FROM v1",
            "CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM s.v2",
            "CREATE TABLE plain (id int)",
            "CREATE VIEW other AS SELECT * FROM plain");
    assertThat(catalog.relevantNames()).containsExactlyInAnyOrder("users", "v1", "v2", "m");
    assertThat(catalog.find("public", "m").orElseThrow().kind())
        .isEqualTo(RelationKind.MATERIALIZED_VIEW);
  }

  @Test
  void theClosureFollowsFunctionsByTheirText() throws SQLException {
    CatalogSnapshot catalog =
        read(
            "CREATE FUNCTION direct() RETURNS text LANGUAGE sql AS 'SELECT max(email) FROM Users'",
            "CREATE FUNCTION caller() RETURNS text LANGUAGE plpgsql AS"
                + " 'BEGIN RETURN direct(); END'",
            "CREATE VIEW seen AS SELECT caller()",
            "CREATE FUNCTION harmless(i int) RETURNS int LANGUAGE sql AS 'SELECT i + 1'",
            "CREATE FUNCTION atomic() RETURNS bigint LANGUAGE sql RETURN (SELECT count(*) FROM"
                + " users)",
            "CREATE FUNCTION shaped() RETURNS SETOF users LANGUAGE sql AS 'SELECT NULL::users'");
    assertThat(catalog.relevantNames())
        .containsExactlyInAnyOrder("users", "direct", "caller", "seen", "atomic", "shaped");
    assertThat(catalog.isUserFunction("harmless")).isTrue();
    assertThat(catalog.isOpaqueFunction("harmless")).isFalse();
  }

  @Test
  void codeThatPutsSqlTogetherIsOpaque() throws SQLException {
    CatalogSnapshot catalog =
        read(
            "CREATE FUNCTION dynamic(t text) RETURNS void LANGUAGE plpgsql AS"
                + " 'BEGIN Execute t; END'",
            "CREATE FUNCTION asxml(t text) RETURNS xml LANGUAGE sql AS"
                + " 'SELECT query_to_xml(t, true, false, '''')'",
            "CREATE FUNCTION stats() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM"
                + " pg_stats'",
            "CREATE FUNCTION spelled() RETURNS bigint LANGUAGE plpgsql AS"
                + " 'DECLARE n bigint; BEGIN SELECT 1 INTO n FROM U&\"\\0075sers\"; RETURN n; END'",
            "CREATE VIEW seen AS SELECT asxml('SELECT 1')");
    assertThat(List.of("dynamic", "asxml", "stats", "spelled"))
        .allMatch(catalog::isOpaqueFunction)
        .allMatch(catalog::isRelevantName);
    assertThat(catalog.isRelevantName("seen")).isTrue();
  }

  @Test
  void tablesWhoseTriggersAndRulesReachAreTold() throws SQLException {
    CatalogSnapshot catalog =
        read(
            "CREATE TABLE a (id int)",
            "CREATE TABLE b (id int)",
            "CREATE TABLE c (id int)",
            "CREATE FUNCTION copy_user() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN INSERT INTO users (id) VALUES (NEW.id); RETURN NEW; END'",
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN NEW.id := NEW.id; RETURN NEW; END'",
            "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION copy_user()",
            "CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION touch()",
            "CREATE RULE r AS ON INSERT TO b DO ALSO INSERT INTO users (id) VALUES (NEW.id)");
    assertThat(catalog.relevantNames()).contains("a", "b", "copy_user").doesNotContain("c");
    assertThat(catalog.hasReachingCode(catalog.find("public", "a").orElseThrow())).isTrue();
    assertThat(catalog.hasReachingCode(catalog.find("public", "b").orElseThrow())).isTrue();
    assertThat(catalog.hasReachingCode(catalog.find("public", "c").orElseThrow())).isFalse();
  }

  @Test
  void partitionsAreProtectedAsTheirParent() throws SQLException {
    database.execute(
        "DROP TABLE users",
        "CREATE TABLE users (id int, email text, email_lookup bytea, phone text)"
            + " PARTITION BY RANGE (id)",
        "CREATE TABLE low PARTITION OF users FOR VALUES FROM (0) TO (9) PARTITION BY LIST (id)",
        "CREATE TABLE lowest PARTITION OF low FOR VALUES IN (1)");
    try (Connection connection = database.raw()) {
      DatabaseView view = view(connection);
      Protections protections = view.resolved().protections();
      assertThat(protections.find("public", "lowest", "email"))
          .isEqualTo(protections.find("public", "users", "email"))
          .isPresent();
      assertThat(protections.isHidden("public", "lowest", "email_lookup")).isTrue();
      assertThat(protections.all()).hasSize(2);
      assertThat(view.catalog().relevantNames()).contains("users", "low", "lowest");
      assertThat(view.resolved().issues()).isEmpty();
    }
  }

  @Test
  void aProtectedPartOfAnUnprotectedTableIsAnIssue() throws SQLException {
    database.execute(
        "DROP TABLE users",
        "CREATE TABLE people (id int, email text, email_lookup bytea, phone text)",
        "CREATE TABLE users () INHERITS (people)");
    try (Connection connection = database.raw()) {
      DatabaseView view = view(connection);
      assertThat(view.catalog().relevantNames()).contains("people");
      assertThat(view.resolved().errors())
          .allSatisfy(issue -> assertThat(issue.message()).contains("public.people"))
          .hasSize(2);
    }
  }

  @Test
  void foreignKeysMatterWhereTheyChangeProtectedColumns() throws SQLException {
    CatalogSnapshot catalog =
        read(
            "CREATE TABLE orders (user_id int REFERENCES users (id) ON DELETE CASCADE)",
            "CREATE TABLE calls (phone text REFERENCES users (phone) ON UPDATE CASCADE)",
            "CREATE TABLE logins (user_id int REFERENCES users (id) ON UPDATE CASCADE)");
    assertThat(catalog.relevantNames()).containsExactlyInAnyOrder("users", "calls");
  }

  @Test
  void aSessionsTemporaryObjectsAreReadApart() throws SQLException {
    try (Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP TABLE users (id int, email text)");
      statement.execute("CREATE TEMP TABLE scratch (x int)");
      statement.execute("CREATE TEMP VIEW peek AS SELECT email FROM public.users");
      DatabaseView view = view(connection);
      assertThat(view.catalog().knowsRelation("scratch")).isFalse();
      CatalogSnapshot own = view.with(reader.readTemporary(connection, "x")).catalog();
      List<String> path = SessionSources.of(reader.backend(), connection).read().searchPath();
      assertThat(own.resolve("users", path).orElseThrow().kind())
          .isEqualTo(RelationKind.TEMPORARY_TABLE);
      assertThat(own.resolve("peek", path).orElseThrow().definition())
          .hasValueSatisfying(text -> assertThat(text).contains("public.users"));
      assertThat(own.relevantNames()).contains("users", "peek").doesNotContain("scratch");
      assertThat(own.fingerprint()).isNotEqualTo(view.catalog().fingerprint());
    }
  }

  @Test
  void theFingerprintTellsOfDdlAndNotOfData() throws SQLException {
    database.execute(
        "CREATE VIEW v AS SELECT email FROM users",
        "CREATE MATERIALIZED VIEW m AS SELECT id FROM users",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    try (Connection connection = database.raw()) {
      String before = reader.fingerprint(connection).catalog();
      for (String quiet :
          List.of(
              "INSERT INTO users (id) VALUES (1)",
              "TRUNCATE users",
              "REFRESH MATERIALIZED VIEW m",
              "ANALYZE",
              "VACUUM users",
              "CREATE TEMP TABLE x (id int)")) {
        database.execute(quiet);
        assertThat(reader.fingerprint(connection).catalog()).as(quiet).isEqualTo(before);
      }
      for (String ddl :
          List.of(
              "CREATE OR REPLACE VIEW v AS SELECT phone AS email FROM users",
              "ALTER TABLE users RENAME COLUMN phone TO telephone",
              "ALTER TABLE users ADD COLUMN x int",
              "ALTER TABLE users ALTER COLUMN x TYPE bigint",
              "ALTER TABLE users RENAME TO people",
              "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2'",
              "CREATE SCHEMA s",
              "ALTER TABLE people SET SCHEMA s",
              "CREATE RULE r AS ON DELETE TO s.people DO NOTHING",
              "DROP VIEW v")) {
        database.execute(ddl);
        String after = reader.fingerprint(connection).catalog();
        assertThat(after).as(ddl).isNotEqualTo(before);
        before = after;
      }
    }
  }

  @Test
  void theFingerprintTellsOfRoles() throws SQLException {
    try (Connection connection = database.raw()) {
      database.execute("DROP ROLE IF EXISTS fp_member", "DROP ROLE IF EXISTS fp_group");
      database.execute("CREATE ROLE fp_member", "CREATE ROLE fp_group");
      String before = reader.fingerprint(connection).roles();
      database.execute("GRANT fp_group TO fp_member");
      assertThat(reader.fingerprint(connection).roles()).isNotEqualTo(before);
    }
  }
}
