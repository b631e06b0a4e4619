package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of the current role are followed; they narrow and never widen. */
@ParameterizedClass
@EnumSource(PostgresServer.Version.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetRoleTest {

  private static final String BY_PHONE = "SELECT id FROM people WHERE phone = '+15550000001'";
  private static final String EMAIL = "SELECT email FROM people WHERE id = 1";

  private @Parameter PostgresServer.Version version;
  private People people;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    PostgresDatabase database = new PostgresDatabase(PostgresServer.shared(version));
    people = People.create(database);
    database.execute(
        "CREATE ROLE idle_role",
        "GRANT idle_role TO alice, carol",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO idle_role");
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    people.database().execute("DROP OWNED BY idle_role", "DROP ROLE idle_role");
    people.close();
  }

  private static void sees(Connection session, String what) throws SQLException {
    String email = String.valueOf(Sql.string(session, EMAIL));
    switch (what) {
      case "plaintext" -> assertThat(email).isEqualTo("ann@mail.example");
      case "masked" -> assertThat(email).startsWith("a").endsWith("mple").doesNotContain("@mail");
      default -> assertThat(Sql.isCiphertext(email)).as("ciphertext").isTrue();
    }
  }

  private static void mayFindByPhone(Connection session, boolean may) throws SQLException {
    if (may) {
      assertThat(Sql.strings(session, BY_PHONE)).containsExactly("1");
    } else {
      Sql.refusedStatement(session, "42501", BY_PHONE);
    }
  }

  @Test
  void setRoleNarrowsAndResetRoleGivesBack() throws SQLException {
    try (Connection carol = people.connect("carol")) {
      sees(carol, "masked");
      mayFindByPhone(carol, true);
      Sql.execute(carol, "SET ROLE marketing");
      sees(carol, "masked");
      mayFindByPhone(carol, false);
      Sql.execute(carol, "SET ROLE helpdesk");
      sees(carol, "ciphertext");
      mayFindByPhone(carol, true);
      Sql.execute(carol, "SET ROLE idle_role");
      sees(carol, "ciphertext");
      mayFindByPhone(carol, false);
      Sql.execute(carol, "RESET ROLE");
      sees(carol, "masked");
      mayFindByPhone(carol, true);
      Sql.execute(carol, "set role 'helpdesk'");
      sees(carol, "ciphertext");
      Sql.execute(carol, "SET SESSION ROLE \"marketing\"");
      sees(carol, "masked");
      Sql.execute(carol, "SET ROLE NONE");
      mayFindByPhone(carol, true);
      Sql.execute(carol, "SET role TO helpdesk");
      sees(carol, "ciphertext");
      Sql.execute(carol, "RESET ALL");
      Sql.execute(carol, "SET ROLE helpdesk");
      Sql.execute(carol, "DISCARD ALL");
      sees(carol, "masked");
    }
  }

  @Test
  void setLocalRoleEndsWithItsTransaction() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      alice.setAutoCommit(false);
      sees(alice, "plaintext");
      Sql.execute(alice, "SET LOCAL ROLE idle_role");
      sees(alice, "ciphertext");
      alice.commit();
      sees(alice, "plaintext");
      Sql.execute(alice, "SET LOCAL ROLE idle_role");
      sees(alice, "ciphertext");
      alice.rollback();
      sees(alice, "plaintext");
      alice.commit();
    }
  }

  @Test
  void aRollbackGivesTheRoleBack() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      alice.setAutoCommit(false);
      Sql.execute(alice, "SET ROLE idle_role");
      sees(alice, "ciphertext");
      alice.rollback();
      sees(alice, "plaintext");
      alice.commit();
      Sql.execute(alice, "SET ROLE idle_role");
      alice.commit();
      Sql.execute(alice, "RESET ROLE");
      sees(alice, "plaintext");
      Sql.execute(alice, "ROLLBACK");
      sees(alice, "ciphertext");
      alice.rollback();
    }
  }

  @Test
  void aRollbackToASavepointGivesTheRoleBack() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      alice.setAutoCommit(false);
      Savepoint before = alice.setSavepoint("before");
      Sql.execute(alice, "SET ROLE idle_role");
      sees(alice, "ciphertext");
      Savepoint narrow = alice.setSavepoint();
      Sql.execute(alice, "RESET ROLE");
      sees(alice, "plaintext");
      alice.rollback(narrow);
      sees(alice, "ciphertext");
      Sql.execute(alice, "ROLLBACK TO SAVEPOINT before");
      sees(alice, "plaintext");
      alice.releaseSavepoint(before);
      alice.rollback();
    }
  }

  @Test
  void anErrorGivesTheRoleBack() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      Sql.execute(alice, "SET ROLE idle_role");
      alice.setAutoCommit(false);
      Sql.execute(alice, "RESET ROLE");
      sees(alice, "plaintext");
      try {
        Sql.execute(alice, "SELECT 1 / 0");
      } catch (SQLException e) {
        assertThat(e.getSQLState()).isEqualTo("22012");
      }
      alice.rollback();
      sees(alice, "ciphertext");
      alice.rollback();
    }
  }

  @Test
  void aStatementPreparedEarlierObeysTheRoleOfItsExecution() throws SQLException {
    try (Connection alice = people.connect("alice");
        PreparedStatement select = alice.prepareStatement(EMAIL);
        PreparedStatement find = alice.prepareStatement("SELECT id FROM people WHERE email = ?")) {
      find.setString(1, "ann@mail.example");
      assertThat(first(select)).isEqualTo("ann@mail.example");
      assertThat(first(find)).isEqualTo("1");
      Sql.execute(alice, "SET ROLE idle_role");
      assertThat(Sql.isCiphertext(first(select))).isTrue();
      Sql.refused(alice, "42501", "prepared earlier", () -> first(find));
      Sql.execute(alice, "RESET ROLE");
      assertThat(first(select)).isEqualTo("ann@mail.example");
      assertThat(first(find)).isEqualTo("1");
    }
  }

  private static String first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  @Test
  void settingsAndFunctionsThatChangeTheRoleAreFollowedOrRefused() throws SQLException {
    people
        .database()
        .execute(
            "CREATE OR REPLACE FUNCTION become(r text) RETURNS void LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM set_config('role', r, false); END $$");
    try (Connection alice = people.connect("alice")) {
      for (String sql :
          new String[] {
            "SELECT set_config('role', 'idle_role', false)",
            "SELECT become('idle_role')",
            "DO $$ BEGIN SET ROLE idle_role; END $$",
            "DO 'BEGIN EXECUTE ''SET RO'' || ''LE idle_role''; END'"
          }) {
        boolean ran = true;
        try {
          Sql.execute(alice, sql);
        } catch (SQLException e) {
          assertThat(e.getMessage()).as(sql).contains("errors.md#");
          ran = false;
        }
        sees(alice, ran ? "ciphertext" : "plaintext");
        Sql.execute(alice, "RESET ROLE");
        sees(alice, "plaintext");
      }
    }
  }

  @Test
  void sessionAuthorizationNeverWidens() throws SQLException {
    try (Connection superuser = people.connect("postgres")) {
      sees(superuser, "ciphertext");
      mayFindByPhone(superuser, false);
      Sql.execute(superuser, "SET SESSION AUTHORIZATION alice");
      sees(superuser, "ciphertext");
      Sql.execute(superuser, "RESET SESSION AUTHORIZATION");
      Sql.execute(superuser, "SET ROLE alice");
      sees(superuser, "ciphertext");
      Sql.execute(superuser, "SET ROLE marketing");
      sees(superuser, "ciphertext");
    }
  }

  @Test
  void sessionAuthorizationNarrows() throws SQLException {
    people.database().execute("ALTER ROLE alice SUPERUSER");
    try (Connection alice = people.connect("alice")) {
      sees(alice, "plaintext");
      Sql.execute(alice, "SET SESSION AUTHORIZATION stranger");
      sees(alice, "ciphertext");
      Sql.execute(alice, "SET SESSION AUTHORIZATION DEFAULT");
      sees(alice, "plaintext");
      Sql.execute(alice, "SET SESSION AUTHORIZATION mark");
      sees(alice, "masked");
      Sql.execute(alice, "RESET SESSION AUTHORIZATION");
      sees(alice, "plaintext");
    } finally {
      people.database().execute("ALTER ROLE alice NOSUPERUSER");
    }
  }

  @Test
  void aRoleSetForTheUserHoldsFromConnectOn() throws SQLException {
    people.database().execute("ALTER ROLE carol SET role = 'helpdesk'");
    try (Connection carol = people.connect("carol")) {
      sees(carol, "ciphertext");
      mayFindByPhone(carol, true);
    } finally {
      people.database().execute("ALTER ROLE carol RESET role");
    }
  }

  @Test
  void membershipWithoutInheritanceCountsOnlyAfterSetRole() throws SQLException {
    people.database().createUser("nora");
    boolean options = version.major() >= 16;
    people
        .database()
        .execute(
            "ALTER ROLE nora NOINHERIT",
            options ? "GRANT marketing TO nora WITH INHERIT FALSE" : "GRANT marketing TO nora",
            "GRANT ALL ON ALL TABLES IN SCHEMA public TO nora");
    try (Connection nora = people.connect("nora")) {
      sees(nora, "ciphertext");
      Sql.execute(nora, "SET ROLE marketing");
      sees(nora, "masked");
      Sql.execute(nora, "RESET ROLE");
      sees(nora, "ciphertext");
    } finally {
      people.database().execute("DROP OWNED BY nora", "DROP ROLE nora");
    }
  }

  @Test
  void membershipThroughAnotherRoleCounts() throws SQLException {
    people.database().createUser("olga", "sales_team");
    people
        .database()
        .execute(
            "GRANT marketing TO sales_team", "GRANT ALL ON ALL TABLES IN SCHEMA public TO olga");
    try (Connection olga = people.connect("olga")) {
      sees(olga, "masked");
    } finally {
      people.database().execute("DROP OWNED BY olga", "DROP ROLE olga", "DROP ROLE sales_team");
    }
  }

  @Test
  void whoeverCreatesARoleIsNotThereforeItsMember() throws SQLException {
    people.database().createUser("rita");
    people
        .database()
        .execute("ALTER ROLE rita CREATEROLE", "GRANT ALL ON ALL TABLES IN SCHEMA public TO rita");
    try (Connection raw = people.database().raw("rita")) {
      Sql.execute(raw, "CREATE ROLE pii_admin");
    }
    try (Connection rita = people.connect("rita")) {
      sees(rita, "ciphertext");
    } finally {
      people.database().execute("DROP ROLE pii_admin", "DROP OWNED BY rita", "DROP ROLE rita");
    }
  }
}
