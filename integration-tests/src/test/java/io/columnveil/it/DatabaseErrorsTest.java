package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.util.PSQLException;

/**
 * What the database quotes of old rows when a statement fails that is sent as it is: the session
 * has all database rights and no grant.
 */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseErrorsTest {

  private @Parameter Database kind;
  private Legacy legacy;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    legacy = Legacy.create(kind);
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    legacy.close();
  }

  private Connection admin() throws SQLException {
    return legacy.connect(legacy.database().admin());
  }

  /** Something that must fail, without a value of the old rows. */
  private interface Failing {
    void run(Connection session) throws SQLException;
  }

  private void failsWithoutValues(String what, String mentions, Failing failing)
      throws SQLException {
    try (Connection session = admin()) {
      failing.run(session);
      fail("must fail: " + what);
    } catch (SQLException e) {
      assertThat(e.getMessage()).as(what).contains(mentions);
      List<String> texts = new ArrayList<>();
      for (Throwable each : e) {
        texts.add(each.toString());
        texts.add(detail(each));
      }
      assertThat(texts)
          .as(what)
          .noneMatch(text -> text.contains("mail.example") || text.contains("+1555"));
    }
  }

  private static String detail(@Nullable Throwable e) {
    return e instanceof PSQLException error && error.getServerErrorMessage() != null
        ? error.getServerErrorMessage().toString()
        : "";
  }

  @Test
  void ddlThatOldRowsMakeFail() throws SQLException {
    List<String> texts = new ArrayList<>();
    texts.add("CREATE UNIQUE INDEX old_unique ON legacy (email)");
    texts.add("ALTER TABLE legacy ADD CONSTRAINT old_unique UNIQUE (email)");
    if (kind == Database.POSTGRESQL) {
      texts.add("ALTER TABLE legacy ADD CONSTRAINT old_unique EXCLUDE (email WITH =)");
    }
    for (String sql : texts) {
      failsWithoutValues(sql, kind == Database.H2 ? "UNIQUE" : "", s -> Sql.execute(s, sql));
      failsWithoutValues(
          sql + " in a batch",
          "",
          session -> {
            try (Statement batch = session.createStatement()) {
              batch.addBatch("DELETE FROM towns WHERE name = 'none'");
              batch.addBatch(sql);
              batch.executeBatch();
            }
          });
    }
    if (kind == Database.POSTGRESQL) {
      for (String sql :
          List.of(
              "CREATE INDEX old_number ON legacy ((phone::date))",
              "CREATE STATISTICS old_number ON (email::int) FROM legacy; ANALYZE legacy")) {
        try (Connection session = admin()) {
          Sql.execute(session, sql);
          fail("must fail: " + sql);
        } catch (SQLException e) {
          assertThat(e.toString() + detail(e))
              .doesNotContain("mail.example")
              .doesNotContain("+1555");
        }
      }
    }
  }

  @Test
  void namesThatDdlLacksAreStillTold() throws SQLException {
    try (Connection session = admin()) {
      assertThatThrownBy(() -> Sql.execute(session, "DROP TABLE no_such_table"))
          .hasMessageContaining(legacy.database().fold("no_such_table"));
    }
  }

  @Test
  void namesThatAStatementOnAProtectedTableLacksAreTold() throws SQLException {
    try (Connection session = admin()) {
      assertThatThrownBy(() -> Sql.execute(session, "SELECT emial FROM legacy"))
          .hasMessageContaining(legacy.database().fold("emial"));
      assertThatThrownBy(() -> Sql.execute(session, "UPDATE legacy SET nothing = 1 WHERE id = 1"))
          .hasMessageContaining(legacy.database().fold("nothing"));
    }
  }

  @Test
  void theEndOfATransactionThatOldRowsMakeFail() throws SQLException {
    if (kind == Database.H2) {
      return; // it has no deferred constraints
    }
    legacy
        .database()
        .execute(
            "CREATE TABLE letters (e varchar(1000))",
            "INSERT INTO letters VALUES ('old-2@mail.example')",
            "DELETE FROM legacy WHERE id = 3",
            "ALTER TABLE legacy ADD UNIQUE (email)",
            "ALTER TABLE letters ADD CONSTRAINT letters_e FOREIGN KEY (e)"
                + " REFERENCES legacy (email) DEFERRABLE INITIALLY DEFERRED");
    List<Failing> ends = new ArrayList<>();
    ends.add(Connection::commit);
    ends.add(session -> session.setAutoCommit(true));
    for (String sql :
        List.of(
            "COMMIT",
            "END",
            "SET CONSTRAINTS ALL IMMEDIATE",
            "SET CONSTRAINTS letters_e IMMEDIATE",
            "PREPARE TRANSACTION 'old'",
            "COMMIT; SELECT 1",
            "COMMIT; RESET ROLE")) {
      ends.add(session -> Sql.execute(session, sql));
    }
    ends.add(
        session -> {
          try (Statement batch = session.createStatement()) {
            batch.addBatch("DELETE FROM towns WHERE name = 'none'");
            batch.addBatch("COMMIT");
            batch.executeBatch();
          }
        });
    ends.add(
        session -> {
          try (CallableStatement call = session.prepareCall("COMMIT")) {
            call.execute();
          }
        });
    for (Failing end : ends) {
      failsWithoutValues(
          "end " + ends.indexOf(end),
          "letters_e",
          session -> {
            session.setAutoCommit(false);
            Sql.execute(session, "DELETE FROM legacy WHERE id = 2");
            end.run(session);
          });
    }
  }
}
