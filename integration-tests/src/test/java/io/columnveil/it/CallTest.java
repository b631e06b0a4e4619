package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Calls of routines on PostgreSQL: what they give is as on plaintext, for those who may see it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallTest {

  private GoldenShop shop;
  private People people;

  @BeforeAll
  void create() throws SQLException {
    shop = GoldenShop.create(Database.POSTGRESQL, "");
    people = People.create(Database.POSTGRESQL.create());
    people
        .database()
        .execute(
            "CREATE FUNCTION card(i bigint, OUT mail text, OUT born text, OUT pay text, OUT pic bytea,"
                + " OUT town text) LANGUAGE sql AS 'SELECT email, birth_date, salary, photo, city FROM"
                + " people WHERE id = i'",
            "CREATE FUNCTION names() RETURNS SETOF text LANGUAGE sql AS"
                + " 'SELECT full_name FROM people ORDER BY id'",
            "CREATE PROCEDURE mail_of(i bigint, INOUT mail text) LANGUAGE plpgsql AS"
                + " 'BEGIN SELECT email INTO mail FROM people WHERE id = i; END'",
            "CREATE PROCEDURE born_of(i bigint, OUT born text) LANGUAGE sql AS"
                + " 'SELECT birth_date FROM people WHERE id = i'",
            "CREATE FUNCTION echo(INOUT v text) LANGUAGE sql AS 'SELECT v'",
            "CREATE PROCEDURE store_mail(i bigint, m text) LANGUAGE sql AS"
                + " 'UPDATE people SET email = m WHERE id = i'",
            "CREATE PROCEDURE move(i bigint, t text) LANGUAGE sql AS"
                + " 'UPDATE people SET city = t WHERE id = i'");
  }

  @AfterAll
  void close() throws SQLException {
    people.close();
    shop.close();
  }

  /** What a call gives: its OUT parameters from the first on, or its rows. */
  private static List<@Nullable Object> outcome(
      Connection connection, String sql, List<Integer> outs, @Nullable Object... parameters)
      throws SQLException {
    List<@Nullable Object> seen = new ArrayList<>();
    try (CallableStatement call = connection.prepareCall(sql)) {
      for (int out : outs) {
        call.registerOutParameter(out, Types.VARCHAR);
      }
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i] != null) {
          call.setObject(i + 1, parameters[i]);
        }
      }
      boolean rows = call.execute();
      for (int out : outs) {
        seen.add(call.getString(out));
        seen.add(call.wasNull());
        seen.add(call.getObject(out));
      }
      if (rows) {
        ResultSet given = call.getResultSet();
        while (given.next()) {
          for (int i = 1; i <= given.getMetaData().getColumnCount(); i++) {
            seen.add(given.getObject(i));
          }
        }
      }
    }
    return seen;
  }

  private void sameAsOnPlaintext(String sql, List<Integer> outs, @Nullable Object... parameters)
      throws SQLException {
    GoldenShop.Session session = shop.session("officer");
    try {
      List<@Nullable Object> expected = outcome(session.plain(), sql, outs, parameters);
      assertThat(expected).isNotEmpty();
      assertThat(outcome(session.guarded(), sql, outs, parameters)).as(sql).isEqualTo(expected);
    } finally {
      session.rollback();
    }
  }

  @Test
  void outParametersAreThoseOfPlaintext() throws SQLException {
    for (long id : new long[] {1, 4, 99}) {
      sameAsOnPlaintext("{? = call phone_of(?)}", List.of(1), null, id);
      sameAsOnPlaintext("{ ?=  call public.\"phone_of\" ( ? ) }", List.of(1), null, id);
      sameAsOnPlaintext("{call mail_and_city(?, ?, ?)}", List.of(2, 3), id);
      sameAsOnPlaintext("{? = call phone_moved(?, ?)}", List.of(1), null, id, "Bern");
      sameAsOnPlaintext("CALL find_mail(?, ?)", List.of(2), id, "x");
    }
    sameAsOnPlaintext("{? = call first_phone}", List.of(1));
    sameAsOnPlaintext("{? = call first_phone()}", List.of(1));
  }

  @Test
  void rowsAreThoseOfPlaintext() throws SQLException {
    sameAsOnPlaintext("{call phones_in(?)}", List.of(), "Oslo");
    sameAsOnPlaintext("{call phone_of(?)}", List.of(), 2L);
    sameAsOnPlaintext("{call with_tax(?)}", List.of(), 100L);
    sameAsOnPlaintext("SELECT id, total FROM orders ORDER BY id", List.of());
  }

  @Test
  void aProcedureChangesWhatItChangesOnPlaintext() throws SQLException {
    GoldenShop.Session session = shop.session("officer");
    try {
      for (Connection side : List.of(session.plain(), session.guarded())) {
        try (CallableStatement call = side.prepareCall("CALL move_user(?, ?)")) {
          call.setLong(1, 2);
          call.setString(2, "Bern");
          call.execute();
          call.setLong(1, 3);
          call.execute();
        }
        assertThat(Sql.strings(side, "SELECT city FROM users WHERE id IN (2, 3)"))
            .containsExactly("Bern", "Bern");
      }
    } finally {
      session.rollback();
    }
  }

  @Test
  void typedGettersReadWhatTheColumnIsForApplications() throws SQLException {
    try (Connection alice = people.connect("alice");
        CallableStatement call = alice.prepareCall("{call card(?, ?, ?, ?, ?, ?)}")) {
      call.setLong(1, 1);
      call.registerOutParameter(2, Types.VARCHAR);
      call.registerOutParameter(3, Types.DATE);
      call.registerOutParameter(4, JDBCType.NUMERIC.getVendorTypeNumber(), 2);
      call.registerOutParameter(5, Types.BINARY);
      call.registerOutParameter(6, Types.VARCHAR);
      for (int again = 0; again < 2; again++) {
        call.execute();
        assertThat(call.getString(2)).isEqualTo("ann@mail.example");
        assertThat(call.getDate(3)).isEqualTo(Date.valueOf("1980-05-06"));
        assertThat(call.getObject(3, LocalDate.class)).isEqualTo(LocalDate.of(1980, 5, 6));
        assertThat(call.getString(3)).isEqualTo("1980-05-06");
        assertThat(call.getBigDecimal(4)).isEqualTo(new BigDecimal("52000.10"));
        assertThat(call.getDouble(4)).isEqualTo(52000.10);
        assertThat(call.getBytes(5)).isEqualTo("given-photo".getBytes(StandardCharsets.UTF_8));
        assertThat(call.getString(6)).isEqualTo("Oslo");
        assertThatThrownBy(() -> call.getDate(2)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> call.getURL(2)).hasMessageContaining("cannot be converted");
      }
      call.setLong(1, 99);
      call.execute();
      assertThat(call.getDate(3)).isNull();
      assertThat(call.wasNull()).isTrue();
      assertThat(call.getString(2)).isNull();
    }
  }

  @Test
  void masksAndGrantsHold() throws SQLException {
    try (Connection mark = people.connect("mark");
        CallableStatement call = mark.prepareCall("{call card(?, ?, ?, ?, ?, ?)}")) {
      call.setLong(1, 1);
      for (int out : new int[] {2, 3, 4, 6}) {
        call.registerOutParameter(out, Types.VARCHAR);
      }
      call.registerOutParameter(5, Types.BINARY);
      call.execute();
      assertThat(call.getString(2)).startsWith("a").contains("*").doesNotContain("ann@");
      assertThat(Sql.isCiphertext(call.getString(3))).isTrue();
      assertThat(call.getBytes(5)).isNotEqualTo("given-photo".getBytes(StandardCharsets.UTF_8));
      assertThat(call.getString(6)).isEqualTo("Oslo");
    }
    try (Connection stranger = people.connect("stranger")) {
      assertThat(outcome(stranger, "{call names()}", List.of()))
          .hasSize(2)
          .allMatch(cell -> Sql.isCiphertext(String.valueOf(cell)));
      try (CallableStatement call = stranger.prepareCall("CALL mail_of(?, ?)")) {
        call.setLong(1, 1);
        call.setString(2, "");
        call.registerOutParameter(2, Types.VARCHAR);
        call.execute();
        assertThat(Sql.isCiphertext(call.getString(2))).isTrue();
        assertThat(Sql.isCiphertext(call.getObject(2).toString())).isTrue();
      }
    }
  }

  @Test
  void aRoleThatBecameNarrowerReadsLess() throws SQLException {
    try (Connection carol = people.connect("carol");
        CallableStatement call = carol.prepareCall("CALL mail_of(?, ?)")) {
      carol.setAutoCommit(false);
      call.registerOutParameter(2, Types.VARCHAR);
      call.setLong(1, 2);
      call.setString(2, "");
      call.execute();
      assertThat(call.getString(2)).startsWith("b").contains("*");
      Sql.execute(carol, "SET LOCAL ROLE helpdesk");
      call.execute();
      assertThat(Sql.isCiphertext(call.getString(2))).isTrue();
      carol.rollback();
    }
  }

  @Test
  void ciphertextThatAHarmlessFunctionGivesIsReadByItsEnvelope() throws SQLException {
    String stored;
    try (Connection raw = people.database().raw()) {
      stored = Sql.string(raw, "SELECT email FROM people WHERE id = 1");
    }
    for (String user : List.of("alice", "stranger")) {
      try (Connection session = people.connect(user);
          CallableStatement call = session.prepareCall("{call echo(?)}")) {
        call.setString(1, stored);
        call.registerOutParameter(1, Types.VARCHAR);
        call.execute();
        assertThat(call.getString(1)).isEqualTo(user.equals("alice") ? "ann@mail.example" : stored);
      }
    }
  }

  @Test
  void proceduresAreCalledByTheEscapeAsTheWrappedDriverIsTold() throws SQLException {
    Properties properties = people.database().login("alice");
    properties.setProperty("escapeSyntaxCallMode", "call");
    try (Connection alice =
            DriverManager.getConnection(
                people.database().protectedUrl(people.veil().policy()), properties);
        CallableStatement call = alice.prepareCall("{call mail_of(?, ?)}")) {
      call.setLong(1, 1);
      call.setString(2, "");
      call.registerOutParameter(2, Types.VARCHAR);
      call.execute();
      assertThat(call.getString(2)).isEqualTo("ann@mail.example");
    }
  }

  @Test
  void anOutParameterOfAProcedureNeedsNoValue() throws SQLException {
    try (Connection alice = people.connect("alice");
        CallableStatement call = alice.prepareCall("CALL born_of(?, ?)")) {
      call.setLong(1, 1);
      call.setNull(2, Types.VARCHAR);
      call.registerOutParameter(2, Types.DATE);
      call.execute();
      assertThat(call.getDate(2)).isEqualTo(Date.valueOf("1980-05-06"));
    }
  }

  @Test
  void valuesForProtectedColumnsAreRefused() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      for (String sql : List.of("CALL store_mail(?, ?)", "{call store_mail(?, ?)}")) {
        Sql.refused(alice, "0AV04", sql, () -> alice.prepareCall(sql).close());
      }
      Sql.refused(
          alice,
          "0AV07",
          "INSERT by a callable statement",
          () ->
              alice.prepareCall("INSERT INTO people (id, email, city) VALUES (7, ?, 'x')").close());
      try (CallableStatement call = alice.prepareCall("CALL move(?, ?)")) {
        people
            .database()
            .execute(
                "CREATE OR REPLACE PROCEDURE move(i bigint, t text) LANGUAGE sql AS"
                    + " 'UPDATE people SET phone = t WHERE id = i'");
        call.setLong(1, 1);
        call.setString(2, "+15550000009");
        Sql.refused(alice, "0AV04", "what the procedure became", () -> awaitRefusal(call));
      }
    }
  }

  /** Within the bound on the age of what is known of the catalog. */
  private static void awaitRefusal(CallableStatement call) throws SQLException {
    long end = System.nanoTime() + 5_000_000_000L;
    while (System.nanoTime() < end) {
      call.execute();
    }
  }
}
