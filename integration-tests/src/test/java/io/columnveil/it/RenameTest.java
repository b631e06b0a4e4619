package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A policy does not follow a rename that is made past the driver. Until the keyring is bound to the
 * new name, nobody reads old plaintext by it and nobody writes new plaintext there.
 */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenameTest {

  /** The catalog may be that old. */
  private static final long STALENESS_MILLIS = 1_100;

  private @Parameter Database kind;
  private Legacy legacy;
  private Connection alice;
  private Connection stranger;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    legacy = Legacy.create(kind);
    alice = legacy.connect("alice");
    stranger = legacy.connect("stranger");
    assertThat(readable(stranger, "SELECT id, full_name FROM legacy")).isTrue();
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    alice.close();
    stranger.close();
    legacy.close();
  }

  @Test
  void aRenamedColumnTakesItsTableAway() throws Exception {
    past("ALTER TABLE legacy " + column("full_name", "innocent"));
    refused("SELECT innocent FROM legacy WHERE id = 1");
    refused("SELECT * FROM legacy");
    refused("INSERT INTO legacy VALUES (9, NULL, NULL, 'Given-New-9', NULL, NULL)");
    refused("INSERT INTO legacy (id, innocent) VALUES (9, 'Given-New-9')");
    refused("UPDATE legacy SET innocent = 'Given-New-9' WHERE id = 1");
    assertThat(readable(alice, "SELECT name FROM towns")).as("other tables go on").isTrue();
    past("ALTER TABLE legacy " + column("innocent", "full_name"));
    assertThat(readable(alice, "SELECT full_name FROM legacy")).as("taken back").isTrue();
  }

  @Test
  void aRenamedTableIsKnownByItsColumns() throws Exception {
    past("ALTER TABLE legacy RENAME TO innocents");
    refused("SELECT full_name FROM innocents");
    refused("INSERT INTO innocents (id, full_name) VALUES (9, 'Given-New-9')");
    past("CREATE VIEW harmless AS SELECT id, full_name AS n FROM innocents");
    past("GRANT SELECT ON harmless TO alice", "GRANT SELECT ON harmless TO stranger");
    refused("SELECT n FROM harmless");
    past("DROP VIEW harmless", "ALTER TABLE innocents RENAME TO legacy");
    assertThat(readable(alice, "SELECT full_name FROM legacy")).as("taken back").isTrue();
  }

  @Test
  void aRenamedSchemaIsKnownByItsTable() throws Exception {
    assertThatThrownBy(() -> run(alice, "ALTER SCHEMA " + schema("public") + " RENAME TO hidden"))
        .hasMessageContaining("0AV02");
    if (!legacy.database().isPostgres()) {
      return; // H2 does not rename its default schema
    }
    past("ALTER SCHEMA public RENAME TO hidden", "CREATE SCHEMA public");
    refused("SELECT full_name FROM hidden.legacy");
    past("DROP SCHEMA public", "ALTER SCHEMA hidden RENAME TO public");
    assertThat(readable(alice, "SELECT full_name FROM legacy")).as("taken back").isTrue();
  }

  private void refused(String sql) {
    for (Connection session : new Connection[] {stranger, alice}) {
      assertThatThrownBy(() -> run(session, sql))
          .as(sql)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("0AV08")
          .hasMessageContaining("keys bind")
          .satisfies(
              e -> assertThat(Twin.containsMarker(String.valueOf(e.getMessage()))).isFalse());
    }
  }

  private static boolean readable(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next();
    }
  }

  private static void run(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Over a connection of the owner's, then waits until the driver must have noticed. */
  private void past(String... sql) throws Exception {
    legacy.database().execute(sql);
    Thread.sleep(STALENESS_MILLIS);
  }

  private String schema(String name) {
    return legacy.database().isPostgres() ? name : name.toUpperCase(java.util.Locale.ROOT);
  }

  private String column(String old, String name) {
    return legacy.database().isPostgres()
        ? "RENAME COLUMN " + old + " TO " + name
        : "ALTER COLUMN " + old + " RENAME TO " + name;
  }
}
