package io.columnveil.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.Backend;
import io.columnveil.it.Database;
import io.columnveil.it.TestDatabase;
import io.columnveil.policy.model.NameMatching;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.session.Grants;
import io.columnveil.session.GrantsComputer;
import io.columnveil.session.Identity;
import io.columnveil.session.SessionFacts;
import io.columnveil.session.SessionSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdentityTest {

  private static final List<String> ROLES =
      List.of("id_user", "id_noinherit", "id_super", "id_creator", "id_top", "id_middle", "id_own");

  private static void createRoles(TestDatabase database) throws SQLException {
    List<String> ddl = new ArrayList<>();
    ROLES.forEach(role -> ddl.add("DROP ROLE IF EXISTS " + role));
    ddl.addAll(
        List.of(
            "CREATE ROLE id_user LOGIN",
            "CREATE ROLE id_noinherit LOGIN NOINHERIT",
            "CREATE ROLE id_super LOGIN SUPERUSER",
            "CREATE ROLE id_creator LOGIN CREATEROLE",
            "CREATE ROLE id_top",
            "CREATE ROLE id_middle",
            "GRANT id_top TO id_middle",
            "GRANT id_middle TO id_user",
            "GRANT id_middle TO id_noinherit"));
    database.execute(ddl);
  }

  private static void dropRoles(TestDatabase database) throws SQLException {
    for (String role : ROLES) {
      database.execute("DROP ROLE IF EXISTS " + role);
    }
  }

  private static Identity identity(Connection connection) throws SQLException {
    return SessionSources.of(Backend.POSTGRESQL, connection).read().identity();
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 18})
  void onlyExplicitMembershipsCount(int major) throws SQLException {
    try (TestDatabase database = TestDatabase.postgres(major)) {
      createRoles(database);
      try (Connection user = database.raw("id_user");
          Connection noInherit = database.raw("id_noinherit");
          Connection superuser = database.raw("id_super");
          Connection creator = database.raw("id_creator")) {
        assertThat(identity(user).roles()).containsExactlyInAnyOrder("id_middle", "id_top");
        assertThat(identity(user).currentRoles()).containsExactlyInAnyOrder("id_middle", "id_top");
        assertThat(identity(noInherit).currentRoles()).isEmpty();
        assertThat(identity(noInherit).roles()).containsExactlyInAnyOrder("id_middle", "id_top");
        assertThat(identity(superuser).roles()).isEmpty();
        if (major >= 16) {
          try (Statement statement = creator.createStatement()) {
            statement.execute("CREATE ROLE id_own");
          }
          assertThat(identity(creator).roles()).isEmpty();
        }
      }
      dropRoles(database);
    }
  }

  @Test
  void roleChangesAreSeenAndTheAuthenticatedUserStays() throws SQLException {
    try (TestDatabase database = Database.POSTGRESQL.create()) {
      createRoles(database);
      try (Connection connection = database.raw("id_super");
          Statement statement = connection.createStatement()) {
        SessionSource source = SessionSources.of(Backend.POSTGRESQL, connection);
        source.read();
        statement.execute("SET SESSION AUTHORIZATION id_noinherit");
        statement.execute("SET ROLE id_middle");
        assertThat(source.read().identity())
            .isEqualTo(
                new Identity(
                    "id_super", java.util.Set.of(), "id_middle", java.util.Set.of("id_top")));
      }
      dropRoles(database);
    }
  }

  @Test
  void theServersReportsChangeWithWhatTheyReport() throws SQLException {
    try (TestDatabase database = TestDatabase.postgres(18);
        Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      SessionSource source = SessionSources.of(Backend.POSTGRESQL, connection);
      Object before = source.reported();
      statement.execute("SELECT 1");
      assertThat(source.reported()).isEqualTo(before);
      for (String set :
          List.of(
              "SET search_path = pg_catalog",
              "SET TimeZone = 'Asia/Tokyo'",
              "SET standard_conforming_strings = off",
              "SET DateStyle = 'ISO, DMY'")) {
        statement.execute(set);
        assertThat(source.reported()).as(set).isNotEqualTo(before);
        before = source.reported();
      }
      SessionFacts facts = source.read();
      assertThat(facts.refused().orElseThrow().name()).isEqualTo("standard_conforming_strings");
      assertThat(facts.settings()).containsEntry("TimeZone", "Asia/Tokyo");
      assertThat(facts.searchPath()).containsExactly("pg_catalog");
    }
  }

  @Test
  void grantsFollowTheCurrentRoleWithinTheCeiling() throws SQLException {
    try (TestDatabase database = Database.POSTGRESQL.create()) {
      database.execute(
          "CREATE TABLE users (id int, email text, email_lookup bytea, phone text)",
          "DROP ROLE IF EXISTS alice",
          "DROP ROLE IF EXISTS marketing",
          "DROP ROLE IF EXISTS gr_root",
          "CREATE ROLE alice LOGIN",
          "CREATE ROLE marketing",
          "CREATE ROLE gr_root LOGIN SUPERUSER",
          "GRANT marketing TO alice WITH ADMIN OPTION");
      try (Connection alice = database.raw("alice");
          Connection root = database.raw("gr_root");
          Statement asAlice = alice.createStatement();
          Statement asRoot = root.createStatement()) {
        ResolvedPolicy policy =
            DatabaseView.of(new PostgresCatalogReader().read(root), Policies.shopSource())
                .resolved();
        GrantsComputer grants = new GrantsComputer(Policies.shop(), NameMatching.AS_SPELLED);
        SessionSource aliceSource = SessionSources.of(Backend.POSTGRESQL, alice);
        Grants all = grants.effective(aliceSource.read().identity(), policy);
        assertThat(all.roles()).containsExactlyInAnyOrder("officer", "marketing");
        assertThat(all.decrypt()).hasSize(2);
        asAlice.execute("SET ROLE marketing");
        Identity narrowed = aliceSource.read().identity();
        assertThat(grants.effective(narrowed, policy).roles()).containsExactly("marketing");
        assertThat(grants.effective(narrowed, policy).decrypt()).hasSize(1);
        assertThat(grants.ceiling(narrowed, policy)).isEqualTo(all);
        assertThat(grants.narrowedTo("officer").orElseThrow().effective(narrowed, policy).decrypt())
            .isEmpty();
        assertThat(grants.narrowedTo("nobody")).isEmpty();
        SessionSource rootSource = SessionSources.of(Backend.POSTGRESQL, root);
        assertThat(grants.ceiling(rootSource.read().identity(), policy)).isEqualTo(Grants.NONE);
        asRoot.execute("SET ROLE marketing");
        assertThat(grants.effective(rootSource.read().identity(), policy).decrypt()).isEmpty();
        asRoot.execute("SET SESSION AUTHORIZATION alice");
        assertThat(grants.effective(rootSource.read().identity(), policy).decrypt()).isEmpty();
      } finally {
        database.execute("DROP ROLE alice", "DROP ROLE marketing", "DROP ROLE gr_root");
      }
    }
  }

  @Test
  void usersOfH2HoldWhatTheyWereGranted() throws SQLException {
    try (TestDatabase database = Database.H2.create()) {
      database.execute(
          "CREATE USER bob PASSWORD 'secret'",
          "CREATE ROLE inner_role",
          "CREATE ROLE outer_role",
          "CREATE ROLE other",
          "GRANT inner_role TO outer_role",
          "GRANT outer_role TO bob",
          "GRANT other TO sa");
      try (Connection bob = database.raw("BOB");
          Connection admin = database.raw()) {
        assertThat(SessionSources.of(Backend.H2, bob).read().identity())
            .satisfies(
                identity -> {
                  assertThat(identity.user()).isEqualTo("BOB");
                  assertThat(identity.roles())
                      .containsExactlyInAnyOrder("OUTER_ROLE", "INNER_ROLE");
                });
        assertThat(SessionSources.of(Backend.H2, admin).read().identity().roles())
            .containsExactly("OTHER");
      }
    }
  }

  @Test
  void theSearchPathOfH2IsTheCurrentSchemaFirst() throws SQLException {
    try (TestDatabase database = Database.H2.create();
        Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA s");
      statement.execute("CREATE SCHEMA \"t\"\"t\"");
      statement.execute("SET SCHEMA s");
      statement.execute("SET SCHEMA_SEARCH_PATH \"t\"\"t\", public");
      assertThat(SessionSources.of(Backend.H2, connection).read().searchPath())
          .containsExactly("S", "t\"t", "PUBLIC");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MODE=MySQL",
        "DATABASE_TO_UPPER=FALSE",
        "CASE_INSENSITIVE_IDENTIFIERS=TRUE",
        "NON_KEYWORDS=VALUE"
      })
  void settingsThatChangeHowH2ReadsSqlAreToldOf(String setting) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:;" + setting, "sa", "")) {
      assertThat(SessionSources.of(Backend.H2, connection).read().refused()).isPresent();
    }
  }

  @Test
  void anOrdinaryH2IsRead() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:", "sa", "")) {
      SessionFacts facts = SessionSources.of(Backend.H2, connection).read();
      assertThat(facts.refused()).isEmpty();
      assertThat(facts.settings()).containsKey("TimeZone");
      assertThat(facts.temporaryObjects()).isEmpty();
    }
  }
}
