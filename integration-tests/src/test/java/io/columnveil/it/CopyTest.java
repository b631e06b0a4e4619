package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** COPY through the CopyManager gives and takes what it does on plaintext, and leaks nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyTest {

  private static final List<String> OUT =
      List.of(
          "COPY users (id, email, phone, full_name, city) TO STDOUT",
          "COPY users TO STDOUT",
          "COPY contacts TO STDOUT WITH (FORMAT csv)",
          "COPY users (full_name, id, email) TO STDOUT WITH (FORMAT csv, HEADER)",
          "COPY users (full_name, email) TO STDOUT (FORMAT csv, DELIMITER '-', QUOTE '''')",
          "COPY users (email, phone) TO STDOUT (FORMAT csv, NULL 'nil', ESCAPE '\\')",
          "COPY users (email, phone, full_name) TO STDOUT (DELIMITER 'A', NULL '')",
          "COPY users (id, email) TO STDOUT CSV HEADER",
          "COPY users (id, email) TO STDOUT DELIMITER AS '|' NULL AS 'x'",
          "COPY (SELECT id, email, phone FROM users WHERE email = 'ann@mail.example') TO STDOUT",
          "COPY (SELECT u.email, c.note FROM users u JOIN contacts c ON c.email = u.email ORDER BY"
              + " c.id) TO STDOUT (FORMAT csv, HEADER true)",
          "COPY (SELECT * FROM users ORDER BY id) TO STDOUT (FORMAT csv);",
          "COPY (SELECT city FROM users ORDER BY id) TO STDOUT",
          "COPY cities TO STDOUT (FORMAT binary)");

  private Twin twin;
  private People people;

  @BeforeAll
  void create() throws SQLException {
    twin = Twin.create(Database.POSTGRESQL);
    people = People.create(Database.POSTGRESQL.create());
  }

  @AfterEach
  void reset() throws SQLException {
    twin.noPlaintextLeft();
    twin.reset();
  }

  @AfterAll
  void close() throws SQLException {
    twin.close();
    people.close();
  }

  static List<String> out() {
    return OUT;
  }

  @ParameterizedTest
  @MethodSource("out")
  void givesTheBytesThatPlaintextGives(String sql) throws SQLException, IOException {
    assertThat(out(twin.veiledConnection(), sql)).isEqualTo(out(twin.plainConnection(), sql));
  }

  private record In(String sql, String data) {}

  static List<In> in() {
    String awkward = "Given-\\\\b\\tx\\x41\\101 'q' \"d\" , | é😀";
    return List.of(
        new In(
            "COPY users (id, email, phone) FROM STDIN",
            "9\tnew@mail.example\t+15559\n10\t\\N\t\\N"),
        new In("COPY users (id, full_name, city) FROM STDIN", "9\t" + awkward + "\tRo\\tme\n"),
        new In("COPY contacts FROM STDIN", "9\tnew@mail.example\tn\r\n10\tn2@mail.example\tm\r\n"),
        new In("COPY users (full_name, id) FROM STDIN", "Given-a\\\nb\t9\n\\.\n"),
        new In(
            "COPY users (full_name, id) FROM STDIN (DELIMITER '_', NULL 'nil')",
            "Given-a_9\nnil_10\n"),
        new In(
            "COPY users (id, email, city) FROM STDIN (FORMAT csv)",
            "9,\"new@mail.example\",\"a,b\"\n10,,\n11,\"\",x"),
        new In(
            "COPY users (id, full_name) FROM STDIN (FORMAT csv, HEADER)",
            "id,full_name\n9,\"Given \"\"x\"\"\n2\"\n10,Gi\"ven\"-z\n"),
        new In(
            "COPY users (id, full_name, email) FROM STDIN (FORMAT csv, HEADER match)",
            "id,full_name,email\n9,Given-x,new@mail.example\n"),
        new In(
            "COPY users (id, full_name) FROM STDIN WITH CSV QUOTE '''' ESCAPE '\\' NULL 'n'",
            "9,'Given \\' \\\\ x'\n10,n\n"),
        new In("COPY users (id, city) FROM STDIN", "9\tRome\n"),
        new In("COPY cities FROM STDIN", "Bonn\tDE\n"),
        new In("COPY cities FROM STDIN WHERE name <> 'Rome'", "Bonn\tDE\n"));
  }

  @ParameterizedTest
  @MethodSource("in")
  void takesWhatPlaintextTakes(In in) throws SQLException, IOException {
    for (int piece : new int[] {1, 7, 100_000}) {
      long plain = in(twin.plainConnection(), in, piece);
      long veiled = in(twin.veiledConnection(), in, piece);
      assertThat(veiled).isEqualTo(plain);
      for (String table :
          List.of(
              "SELECT id, email, phone, full_name, city, plan FROM users ORDER BY id",
              "SELECT id, email, note FROM contacts ORDER BY id",
              "SELECT * FROM cities ORDER BY 1")) {
        assertThat(StatementRun.rows(query(twin.veiledConnection(), table)))
            .isEqualTo(StatementRun.rows(query(twin.plainConnection(), table)));
      }
      twin.noPlaintextLeft();
      twin.reset();
    }
  }

  @Test
  void rowsThatWereCopiedInAreFound() throws SQLException, IOException {
    in(
        twin.veiledConnection(),
        new In("COPY users (id, email) FROM STDIN", "9\tnew@mail.example\n"),
        1000);
    try (ResultSet rows =
        query(twin.veiledConnection(), "SELECT id FROM users WHERE email = 'new@mail.example'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getLong(1)).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY users TO STDOUT (FORMAT binary)",
        "COPY users (email) TO STDOUT (FORMAT csv, FORCE_QUOTE *)",
        "COPY users TO STDOUT (ENCODING 'LATIN1')",
        "COPY (SELECT upper(email) FROM users) TO STDOUT",
        "COPY (SELECT id FROM users WHERE email LIKE 'a%') TO STDOUT",
        "COPY users TO '/tmp/x'",
        "COPY users TO PROGRAM 'cat'",
        "COPY users (email_lookup) TO STDOUT"
      })
  void refusesWhatItCannotFollowOut(String sql) {
    assertThatThrownBy(() -> out(twin.veiledConnection(), sql))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("errors.md#");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY users (id, email) FROM STDIN (FORMAT binary)",
        "COPY users (id, email) FROM STDIN WHERE id > 3",
        "COPY users (id, email) FROM STDIN (FORMAT csv, FORCE_NULL (email))",
        "COPY users (id, email_lookup) FROM STDIN",
        "COPY users (id, email) FROM '/tmp/x'"
      })
  void refusesWhatItCannotFollowIn(String sql) {
    assertThatThrownBy(() -> in(twin.veiledConnection(), new In(sql, "9\tx\n"), 100))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("errors.md#");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9\n", "9\ta\tb\n", "9\ta\n10\tb\r\n", "9\ta\\.b\n"})
  void refusesRowsOfAnotherForm(String data) throws SQLException {
    assertThatThrownBy(
            () ->
                in(
                    twin.veiledConnection(),
                    new In("COPY users (id, full_name) FROM STDIN", data),
                    100))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    try (ResultSet rows = query(twin.veiledConnection(), "SELECT count(*) FROM users")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(6);
    }
  }

  @Test
  void afterARefusedRowNothingOfTheCopyIsStored() throws SQLException {
    Connection connection = twin.veiledConnection();
    CopyIn copy = manager(connection).copyIn("COPY users (id, email) FROM STDIN");
    write(copy, "9\tnew@mail.example\n");
    assertThatThrownBy(() -> write(copy, "10\n"))
        .isInstanceOf(SQLFeatureNotSupportedException.class)
        .hasMessageContaining("a row of the COPY data has 1 fields, not 2");
    assertThat(copy.isActive()).isFalse();
    for (ThrowingCallable more :
        List.<ThrowingCallable>of(
            () -> write(copy, "11\tn2@mail.example\n"), copy::flushCopy, copy::endCopy)) {
      assertThatThrownBy(more)
          .isInstanceOf(SQLFeatureNotSupportedException.class)
          .hasMessageContaining("none of its rows is stored");
    }
    assertThat(Sql.string(connection, "SELECT count(*) FROM users")).isEqualTo("6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,email\n9,new@mail.example,x\n",
        "id,city,email\n9,Rome,new@mail.example\n",
        "id,email,city,email_lookup\n9,new@mail.example,Rome,x\n",
        "9,new@mail.example,Rome\n"
      })
  void refusesAHeaderThatDoesNotMatch(String data) throws SQLException {
    String sql = "COPY users (id, email, city) FROM STDIN (FORMAT csv, HEADER MATCH)";
    assertThatThrownBy(() -> in(twin.plainConnection(), new In(sql, data), 100))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> in(twin.veiledConnection(), new In(sql, data), 100))
        .isInstanceOf(SQLFeatureNotSupportedException.class)
        .hasMessageContaining("header of the COPY data");
    assertThat(Sql.string(twin.veiledConnection(), "SELECT count(*) FROM users")).isEqualTo("6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY cities FROM STDIN WHERE query_to_xml('SELECT 1', true, true, '') IS NULL",
        "COPY cities FROM STDIN (FORMAT binary) WHERE 'users' = name",
        "COPY (SELECT name FROM cities WHERE name = 'users') TO STDOUT (FORMAT binary)"
      })
  void optionsOfAPlainTableMayNotReachAProtectedOne(String sql) {
    assertThatThrownBy(
            () -> {
              if (sql.contains("STDOUT")) {
                out(twin.veiledConnection(), sql);
              } else {
                in(twin.veiledConnection(), new In(sql, "Bonn\tDE\n"), 100);
              }
            })
        .isInstanceOf(SQLFeatureNotSupportedException.class)
        .hasMessageContaining("errors.md#");
  }

  @Test
  void errorsOfTheServerLoseTheirValues() {
    assertThatThrownBy(
            () ->
                in(
                    twin.veiledConnection(),
                    new In("COPY users (id, email) FROM STDIN", "1\tnew@mail.example\n"),
                    100))
        .isInstanceOf(SQLException.class)
        .hasMessageNotContaining("_cv1")
        .hasMessageNotContaining("new@");
  }

  @Test
  void aCopyCanBeCancelled() throws SQLException {
    CopyIn copy = manager(twin.veiledConnection()).copyIn("COPY users (id, email) FROM STDIN");
    write(copy, "9\tnew@mail.example\n");
    assertThat(copy.getFieldCount()).isEqualTo(2);
    copy.cancelCopy();
    assertThat(copy.isActive()).isFalse();
  }

  @Test
  void eachSessionCopiesOutWhatItMayRead() throws SQLException, IOException {
    String sql = "COPY people (id, email, phone, birth_date) TO STDOUT";
    try (Connection alice = people.connect("alice");
        Connection mark = people.connect("mark");
        Connection stranger = people.connect("stranger")) {
      assertThat(text(alice, sql)).contains("ann@mail.example\t+15550000001\t1980-05-06");
      assertThat(text(mark, sql)).doesNotContain("ann@mail.example").doesNotContain("+1555");
      assertThat(text(mark, sql)).isEqualTo(bySelect(mark));
      assertThat(text(stranger, sql)).contains("_cv1").doesNotContain("mail.example");
      assertThat(text(stranger, sql)).isEqualTo(bySelect(stranger));
      assertThatThrownBy(
              () ->
                  text(
                      stranger,
                      "COPY (SELECT id FROM people WHERE email = 'ann@mail.example') TO STDOUT"))
          .isInstanceOf(SQLInvalidAuthorizationSpecException.class);
    }
  }

  @Test
  void whoMayNotDecryptCopiesInEncrypted() throws SQLException, IOException {
    try (Connection stranger = people.connect("stranger");
        Connection alice = people.connect("alice")) {
      in(
          stranger,
          new In(
              "COPY people (id, email, birth_date, salary, city) FROM STDIN",
              "77\tnew@mail.example\t1999-12-31\t12.50\tOslo\n"),
          100);
      try (ResultSet rows =
          query(alice, "SELECT birth_date, salary FROM people WHERE email = 'new@mail.example'")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString(1)).isEqualTo("1999-12-31");
        assertThat(rows.getString(2)).isEqualTo("12.50");
      }
      Sql.execute(alice, "DELETE FROM people WHERE id = 77");
    }
  }

  private static String bySelect(Connection session) throws SQLException {
    StringBuilder lines = new StringBuilder();
    try (Statement statement = session.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT id, email, phone, birth_date FROM people")) {
      while (rows.next()) {
        for (int i = 1; i <= 4; i++) {
          String cell = rows.getString(i);
          lines.append(cell == null ? "\\N" : cell).append(i < 4 ? '\t' : '\n');
        }
      }
    }
    return lines.toString();
  }

  /** Rows of a statement that closes with them. */
  private static ResultSet query(Connection connection, String sql) throws SQLException {
    Statement statement = connection.createStatement();
    statement.closeOnCompletion();
    return statement.executeQuery(sql);
  }

  private static void write(CopyIn copy, String data) throws SQLException {
    byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
    copy.writeToCopy(bytes, 0, bytes.length);
  }

  private static CopyManager manager(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static String out(Connection connection, String sql) throws SQLException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rows = manager(connection).copyOut(sql, out);
    return rows + ":" + out.toString(StandardCharsets.ISO_8859_1);
  }

  private static String text(Connection connection, String sql) throws SQLException, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    manager(connection).copyOut(sql, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static long in(Connection connection, In in, int piece) throws SQLException, IOException {
    if (piece == 7) {
      return manager(connection).copyIn(in.sql(), new StringReader(in.data()), piece);
    }
    InputStream data = new ByteArrayInputStream(in.data().getBytes(StandardCharsets.UTF_8));
    return manager(connection).copyIn(in.sql(), data, piece);
  }
}
