package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Cursors of SQL give what their query gives: to the session as it is when it fetches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CursorTest {

  private static final String DECLARE = "DECLARE c CURSOR FOR SELECT email FROM people ORDER BY id";

  private People people;

  @BeforeAll
  void create() throws SQLException {
    people = People.create(Database.POSTGRESQL.create());
    people
        .database()
        .execute(
            "CREATE FUNCTION opened() RETURNS refcursor LANGUAGE plpgsql AS"
                + " $$ DECLARE r refcursor := 'outside';"
                + " BEGIN OPEN r FOR SELECT email FROM people ORDER BY id; RETURN r; END $$");
  }

  @AfterAll
  void close() throws SQLException {
    people.close();
  }

  private Connection connect(String user) throws SQLException {
    Connection connection = people.connect(user);
    connection.setAutoCommit(false);
    return connection;
  }

  private static List<@Nullable String> rows(Connection connection, String sql)
      throws SQLException {
    List<@Nullable String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  @Test
  void fetchedRowsAreDecrypted() throws SQLException {
    try (Connection alice = connect("alice")) {
      Sql.execute(alice, DECLARE);
      assertThat(rows(alice, "FETCH c")).containsExactly("ann@mail.example");
      Sql.execute(alice, "MOVE BACKWARD 1 IN c");
      assertThat(rows(alice, "FETCH ALL FROM \"c\""))
          .containsExactly("ann@mail.example", "bob@mail.example");
      Sql.execute(alice, "CLOSE c");
      alice.rollback();
    }
  }

  @Test
  void parametersOfTheQueryAreEncoded() throws SQLException {
    try (Connection alice = connect("alice");
        PreparedStatement declare =
            alice.prepareStatement(
                "DECLARE d SCROLL CURSOR FOR SELECT phone, id FROM people WHERE email = ?")) {
      declare.setString(1, "bob@mail.example");
      declare.execute();
      assertThat(rows(alice, "FETCH FIRST FROM d")).containsExactly("+15550000002");
      alice.rollback();
    }
  }

  @Test
  void aPreparedFetchFollowsItsCursor() throws SQLException {
    try (Connection alice = connect("alice");
        PreparedStatement fetch = alice.prepareStatement("FETCH c")) {
      Sql.execute(alice, DECLARE);
      assertThat(fetched(fetch)).isEqualTo("ann@mail.example");
      assertThat(fetched(fetch)).isEqualTo("bob@mail.example");
      Sql.execute(alice, "CLOSE c");
      Sql.execute(alice, "DECLARE c CURSOR FOR SELECT city FROM people WHERE id = 1");
      assertThat(fetched(fetch)).isEqualTo("Oslo");
      Sql.execute(alice, "CLOSE ALL");
      Sql.execute(alice, "DECLARE c CURSOR FOR SELECT 'plain'");
      assertThat(fetched(fetch)).isEqualTo("plain");
      alice.rollback();
    }
  }

  private static @Nullable String fetched(PreparedStatement fetch) throws SQLException {
    try (ResultSet rows = fetch.executeQuery()) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  @Test
  void aNarrowerRoleFetchesWhatItMayRead() throws SQLException {
    try (Connection carol = connect("carol")) {
      Sql.execute(carol, DECLARE);
      assertThat(rows(carol, "FETCH c").get(0)).startsWith("a").doesNotContain("@mail");
      Sql.execute(carol, "SET LOCAL ROLE helpdesk");
      assertThat(Sql.isCiphertext(rows(carol, "FETCH c").get(0))).isTrue();
      carol.rollback();
    }
  }

  @Test
  void aCursorOverASearchNeedsTheGrantWhenItIsFetched() throws SQLException {
    try (Connection carol = connect("carol")) {
      Sql.execute(carol, "DECLARE c CURSOR FOR SELECT id FROM people WHERE phone = '+15550000001'");
      assertThat(rows(carol, "FETCH c")).containsExactly("1");
      Sql.execute(carol, "SET LOCAL ROLE marketing");
      assertThatThrownBy(() -> rows(carol, "FETCH c"))
          .isInstanceOf(SQLInvalidAuthorizationSpecException.class);
      carol.rollback();
    }
  }

  @Test
  void aHeldCursorOutlivesItsTransaction() throws SQLException {
    try (Connection alice = connect("alice")) {
      Sql.execute(
          alice, "DECLARE h CURSOR WITH HOLD FOR SELECT full_name, email FROM people ORDER BY id");
      alice.commit();
      assertThat(rows(alice, "FETCH NEXT FROM h")).containsExactly("Given-Ann");
      Sql.execute(alice, "CLOSE h");
      alice.commit();
    }
  }

  @Test
  void codeMayNotOpenCursorsOverProtectedTables() throws SQLException {
    try (Connection alice = connect("alice")) {
      assertThatThrownBy(() -> Sql.execute(alice, "SELECT opened()"))
          .isInstanceOf(SQLFeatureNotSupportedException.class)
          .hasMessageContaining("0AV04");
      assertThatThrownBy(() -> rows(alice, "FETCH ALL FROM outside"))
          .hasMessageNotContaining("errors.md#")
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("34000");
      alice.rollback();
    }
  }

  @Test
  void refusesCursorsInTextsOfSeveralStatements() throws SQLException {
    try (Connection alice = connect("alice")) {
      assertThatThrownBy(() -> Sql.execute(alice, DECLARE + "; FETCH c"))
          .isInstanceOf(SQLFeatureNotSupportedException.class);
      Sql.execute(alice, DECLARE);
      assertThatThrownBy(() -> Sql.execute(alice, "SELECT 1; FETCH c"))
          .isInstanceOf(SQLFeatureNotSupportedException.class)
          .hasMessageContaining("Send FETCH alone");
      alice.rollback();
      Sql.execute(alice, "DECLARE p CURSOR FOR SELECT 1; FETCH p");
      alice.rollback();
    }
  }
}
