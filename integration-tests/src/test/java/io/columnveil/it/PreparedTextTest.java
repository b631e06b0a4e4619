package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** EXECUTE runs what this connection prepared, as long as that touches nothing protected. */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreparedTextTest {

  private @Parameter Database kind;
  private People people;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    people = People.create(kind.create());
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    people.close();
  }

  @Test
  void whatTouchesNothingProtectedIsExecuted() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      Sql.execute(alice, "PREPARE kept (bigint) AS SELECT 7");
      assertThat(Sql.string(alice, "EXECUTE kept (5)")).isEqualTo("7");
      assertThat(Sql.string(alice, "EXECUTE kept (6)")).isEqualTo("7");
      Sql.execute(alice, "DEALLOCATE kept");
      Sql.refused(alice, "0AV04", "after DEALLOCATE", () -> Sql.execute(alice, "EXECUTE kept (5)"));
    }
  }

  @Test
  void whatOthersPreparedIsRefused() throws SQLException {
    try (Connection alice = people.connect("alice");
        Connection bob = people.connect("alice")) {
      Sql.execute(alice, "PREPARE mine AS SELECT 7");
      Sql.refused(bob, "0AV04", "of another session", () -> Sql.execute(bob, "EXECUTE mine"));
      Sql.refused(
          bob, "0AV04", "in the same text", () -> Sql.execute(bob, "SELECT 1; EXECUTE mine"));
    }
  }

  @Test
  void aViewThatCameToReadAProtectedTableIsNoticed() throws SQLException {
    try (Connection admin = people.database().raw();
        Connection alice = people.connect("alice")) {
      Sql.execute(admin, "CREATE VIEW harmless AS SELECT CAST('x' AS varchar(1000)) AS m");
      people.database().execute("GRANT SELECT ON harmless TO alice");
      Sql.execute(alice, "PREPARE seen AS SELECT m FROM harmless");
      try (PreparedStatement execute = alice.prepareStatement("EXECUTE seen")) {
        assertThat(execute.execute()).isTrue();
        Sql.execute(admin, "CREATE OR REPLACE VIEW harmless AS SELECT email AS m FROM people");
        people.database().execute("GRANT SELECT ON harmless TO alice");
        awaitRefusal(execute);
      }
      Sql.refused(alice, "0AV04", "a view", () -> Sql.execute(alice, "EXECUTE seen"));
    } finally {
      people.database().execute("DROP VIEW harmless");
    }
  }

  /** Within the bound on the age of what is known of the catalog. */
  private static void awaitRefusal(PreparedStatement execute) throws SQLException {
    long end = System.nanoTime() + 5_000_000_000L;
    while (System.nanoTime() < end) {
      try {
        execute.execute();
      } catch (SQLException refused) {
        assertThat(refused.getSQLState()).isEqualTo("0AV04");
        return;
      }
    }
    throw new AssertionError("the view was not noticed");
  }

  @Test
  void aTextThatFailedLeavesNothingThatIsKnown() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      Sql.execute(alice, "PREPARE twice AS SELECT 7");
      assertThatThrownBy(
              () -> Sql.execute(alice, "DEALLOCATE twice; PREPARE twice AS SELECT 8; SELECT 1 / 0"))
          .isInstanceOf(SQLException.class);
      Sql.refused(
          alice, "0AV04", "of a text that failed", () -> Sql.execute(alice, "EXECUTE twice"));
    }
  }

  @Test
  void aBatchPreparesToo() throws SQLException {
    try (Connection alice = people.connect("alice");
        Statement statement = alice.createStatement()) {
      statement.addBatch("PREPARE listed AS SELECT 7");
      statement.addBatch("DEALLOCATE listed");
      statement.addBatch("PREPARE listed AS SELECT 8");
      statement.executeBatch();
      assertThat(Sql.string(alice, "EXECUTE listed")).isEqualTo("8");
    }
  }
}
