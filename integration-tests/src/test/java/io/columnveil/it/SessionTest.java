package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
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

/** What each kind of session reads, may ask for and may write. */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {

  private static final List<String> USES_OF_EMAIL =
      List.of(
          "SELECT id FROM people WHERE email = 'ann@mail.example'",
          "SELECT id FROM people WHERE email IN ('ann@mail.example', 'x')",
          "SELECT id FROM people WHERE email IS NULL",
          "SELECT id FROM people WHERE email IS NOT NULL",
          "SELECT email IS NULL FROM people",
          "SELECT a.id FROM people a JOIN people b ON a.email = b.email",
          "SELECT a.id FROM people a JOIN people b USING (email)",
          "SELECT count(email) FROM people",
          "SELECT count(DISTINCT email) FROM people",
          "SELECT count(*) FROM people GROUP BY email",
          "SELECT DISTINCT email FROM people",
          "SELECT email FROM people UNION SELECT email FROM people",
          "SELECT id FROM people ORDER BY email",
          "SELECT id FROM people WHERE id IN (SELECT id FROM people WHERE email = 'x')",
          "SELECT id FROM people p WHERE EXISTS (SELECT 1 FROM people q WHERE q.email = p.email)",
          "UPDATE people SET city = 'x' WHERE email = 'ann@mail.example'",
          "DELETE FROM people WHERE email = 'ann@mail.example'",
          "WITH w AS (SELECT id, email AS m FROM people) SELECT id FROM w WHERE m = 'x'");

  private static final List<String> EVERY_GETTER_COLUMN =
      List.of("birth_date", "salary", "photo", "email", "phone");

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
  void aSessionWithAllGrantsReadsPlaintextByEveryGetter() throws SQLException {
    try (Connection alice = people.connect("alice");
        Statement statement = alice.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM people WHERE id = 1")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString("email")).isEqualTo("ann@mail.example");
      assertThat(rows.getString(2)).isEqualTo("ann@mail.example");
      assertThat(rows.getObject("EMAIL")).isEqualTo("ann@mail.example");
      assertThat(rows.getObject(2, String.class)).isEqualTo("ann@mail.example");
      assertThat(rows.getString("phone")).isEqualTo("+15550000001");
      assertThat(rows.getNString("full_name")).isEqualTo("Given-Ann");
      assertThat(rows.getDate("birth_date")).isEqualTo(Date.valueOf("1980-05-06"));
      assertThat(rows.getObject("birth_date")).isEqualTo(Date.valueOf("1980-05-06"));
      assertThat(rows.getObject("birth_date", LocalDate.class)).isEqualTo(LocalDate.of(1980, 5, 6));
      assertThat(rows.getString("birth_date")).isEqualTo("1980-05-06");
      assertThat(rows.getBigDecimal("salary")).isEqualTo(new BigDecimal("52000.10"));
      assertThat(rows.getObject("salary")).isEqualTo(new BigDecimal("52000.10"));
      assertThat(rows.getDouble("salary")).isEqualTo(52000.10);
      assertThat(rows.getLong("salary")).isEqualTo(52000L);
      assertThat(rows.getInt("salary")).isEqualTo(52000);
      assertThat(rows.getString("salary")).isEqualTo("52000.10");
      assertThat(rows.getBytes("photo")).isEqualTo("given-photo".getBytes(StandardCharsets.UTF_8));
      assertThat(rows.getBinaryStream("photo"))
          .hasBinaryContent("given-photo".getBytes(StandardCharsets.UTF_8));
      assertThat(text(rows.getCharacterStream("secret"))).isEqualTo("given-secret");
      assertThat(rows.getString("city")).isEqualTo("Oslo");
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void metadataSaysTheLogicalTypesToThoseWhoMayDecrypt() throws SQLException {
    try (Connection alice = people.connect("alice");
        PreparedStatement statement = alice.prepareStatement("SELECT * FROM people")) {
      ResultSetMetaData meta = statement.getMetaData();
      assertThat(names(meta))
          .containsExactly(
              "id",
              "email",
              "phone",
              "full_name",
              "birth_date",
              "salary",
              "photo",
              "secret",
              "city");
      assertThat(meta.getColumnType(2)).isEqualTo(Types.VARCHAR);
      assertThat(meta.getPrecision(2)).isEqualTo(320);
      assertThat(meta.getColumnType(5)).isEqualTo(Types.DATE);
      assertThat(meta.getColumnClassName(5)).isEqualTo("java.sql.Date");
      assertThat(meta.getColumnType(6)).isEqualTo(Types.NUMERIC);
      assertThat(meta.getPrecision(6)).isEqualTo(10);
      assertThat(meta.getScale(6)).isEqualTo(2);
      assertThat(meta.getColumnType(7)).isIn(Types.BINARY, Types.VARBINARY);
    }
  }

  @Test
  void metadataSaysStoredTypesToThoseWhoMayNot() throws SQLException {
    try (Connection stranger = people.connect("stranger");
        PreparedStatement statement =
            stranger.prepareStatement("SELECT birth_date, salary, photo FROM people")) {
      ResultSetMetaData meta = statement.getMetaData();
      assertThat(meta.getColumnType(1)).isEqualTo(Types.VARCHAR);
      assertThat(meta.getColumnClassName(1)).isEqualTo("java.lang.String");
      assertThat(meta.getColumnType(2)).isEqualTo(Types.VARCHAR);
      assertThat(meta.getColumnType(3)).isIn(Types.BINARY, Types.VARBINARY);
    }
  }

  @Test
  void theCatalogDoesNotShowLookupColumns() throws SQLException {
    for (String user : People.USERS) {
      try (Connection session = people.connect(user)) {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows =
            session.getMetaData().getColumns(null, null, people.database().fold("people"), "%")) {
          while (rows.next()) {
            columns.add(people.database().fold(rows.getString("COLUMN_NAME")));
            if (rows.getString("COLUMN_NAME").equalsIgnoreCase("birth_date")) {
              assertThat(rows.getInt("DATA_TYPE"))
                  .as("birth_date for %s", user)
                  .isEqualTo(user.equals("alice") ? Types.DATE : Types.VARCHAR);
            }
          }
        }
        assertThat(columns)
            .as(user)
            .contains(people.database().fold("email"))
            .doesNotContain(people.database().fold("email_lookup"))
            .hasSize(9);
      }
    }
  }

  @Test
  void aSessionWithoutGrantsReadsCiphertext() throws SQLException {
    for (String user : List.of("stranger", "hank")) {
      try (Connection session = people.connect(user);
          Statement statement = session.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT email, phone, birth_date, salary, photo, full_name, city FROM people"
                      + " WHERE id = 1")) {
        assertThat(rows.next()).isTrue();
        for (int i = 1; i <= 4; i++) {
          String stored = rows.getString(i);
          assertThat(Sql.isCiphertext(stored)).as("column %d for %s", i, user).isTrue();
          assertThat(rows.getObject(i)).isEqualTo(stored);
          assertThat(rows.getBytes(i)).isEqualTo(stored.getBytes(StandardCharsets.UTF_8));
          assertThat(text(rows.getCharacterStream(i))).isEqualTo(stored);
        }
        assertThat(rows.getBytes(5)).startsWith(0xfd, 0xcb, 0xf5);
        assertThat(rows.getObject(5)).isEqualTo(rows.getBytes(5));
        assertThat(rows.getString(6)).isNull();
        assertThat(rows.wasNull()).isTrue();
        assertThat(rows.getObject(6)).isNull();
        assertThat(rows.getString(7)).isEqualTo("Oslo");
        assertThat(rows.wasNull()).isFalse();
      }
    }
  }

  @Test
  void typedGettersOnCiphertextAreRefused() throws SQLException {
    try (Connection stranger = people.connect("stranger");
        Statement statement = stranger.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT birth_date, salary, email FROM people WHERE id = 1")) {
      assertThat(rows.next()).isTrue();
      Sql.refused(stranger, "42501", "getDate", () -> rows.getDate(1));
      Sql.refused(stranger, "42501", "getTimestamp", () -> rows.getTimestamp(1));
      Sql.refused(stranger, "42501", "LocalDate", () -> rows.getObject(1, LocalDate.class));
      Sql.refused(stranger, "42501", "getBigDecimal", () -> rows.getBigDecimal("salary"));
      Sql.refused(stranger, "42501", "getLong", () -> rows.getLong(2));
      Sql.refused(stranger, "42501", "getInt", () -> rows.getInt(2));
      Sql.refused(stranger, "42501", "getDouble", () -> rows.getDouble(2));
      Sql.refused(stranger, "42501", "getBoolean", () -> rows.getBoolean(3));
      assertThat(Sql.isCiphertext(rows.getString(3))).isTrue();
    }
  }

  @Test
  void aColumnThatDeniesByErrorIsAnError() throws SQLException {
    for (String user : List.of("stranger", "hank", "mark")) {
      try (Connection session = people.connect(user)) {
        Sql.refused(
            session,
            "42501",
            "secret for " + user,
            () -> Sql.string(session, "SELECT secret FROM people WHERE id = 1"));
      }
    }
  }

  @Test
  void aMaskedColumnArrivesMasked() throws SQLException {
    try (Connection mark = people.connect("mark");
        Statement statement = mark.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email, phone FROM people ORDER BY id")) {
      assertThat(rows.next()).isTrue();
      String masked = rows.getString(1);
      assertThat(masked).startsWith("a").endsWith("mple").doesNotContain("nn@mail");
      assertThat(rows.getObject(1)).isEqualTo(masked);
      assertThat(rows.getNString("email")).isEqualTo(masked);
      assertThat(rows.getObject(1, String.class)).isEqualTo(masked);
      assertThat(text(rows.getCharacterStream(1))).isEqualTo(masked);
      assertThat(rows.getBytes(1)).isEqualTo(masked.getBytes(StandardCharsets.UTF_8));
      assertThat(Sql.isCiphertext(rows.getString(2))).isTrue();
      assertThat(states(rows.getWarnings(), statement.getWarnings())).contains("01V01");
    }
  }

  @Test
  void maskedColumnsAreSearchedByTrueValues() throws SQLException {
    try (Connection mark = people.connect("mark")) {
      assertThat(Sql.strings(mark, "SELECT id FROM people WHERE email = ?", "bob@mail.example"))
          .containsExactly("2");
      assertThat(Sql.strings(mark, "SELECT id FROM people WHERE email = 'ann@mail.example'"))
          .containsExactly("1");
    }
  }

  @Test
  void searchWithoutDecryptFindsAndShowsCiphertext() throws SQLException {
    try (Connection hank = people.connect("hank")) {
      assertThat(Sql.strings(hank, "SELECT id FROM people WHERE phone = ?", "+15550000002"))
          .containsExactly("2");
      assertThat(Sql.strings(hank, "SELECT count(*) FROM people WHERE phone IS NULL"))
          .containsExactly("0");
      assertThat(
              Sql.isCiphertext(
                  Sql.string(hank, "SELECT phone FROM people WHERE phone = '+15550000002'")))
          .isTrue();
    }
  }

  @Test
  void everyUseOfAColumnWithoutAGrantIsRefused() throws SQLException {
    for (String user : List.of("stranger", "hank")) {
      try (Connection session = people.connect(user)) {
        for (String sql : USES_OF_EMAIL) {
          Sql.refusedStatement(session, "42501", sql);
        }
      }
    }
    try (Connection mark = people.connect("mark")) {
      for (String sql : USES_OF_EMAIL) {
        Sql.refusedStatement(mark, "42501", sql.replace("email", "phone"));
      }
    }
  }

  @Test
  void severalRolesAreAUnion() throws SQLException {
    try (Connection carol = people.connect("carol")) {
      assertThat(Sql.string(carol, "SELECT email FROM people WHERE phone = '+15550000001'"))
          .startsWith("a")
          .endsWith("mple");
    }
  }

  @Test
  void aPolicyRoleNarrowsTheSession() throws SQLException {
    try (Connection carol = people.connect("carol", "helpdesk")) {
      assertThat(
              Sql.isCiphertext(
                  Sql.string(carol, "SELECT email FROM people WHERE phone = '+15550000001'")))
          .isTrue();
    }
    try (Connection carol = people.connect("carol", "marketing")) {
      Sql.refusedStatement(carol, "42501", "SELECT id FROM people WHERE phone = 'x'");
    }
  }

  @Test
  void aPolicyRoleNeverWidensTheSession() {
    try (Connection stranger = people.connect("stranger", "privacy_officer")) {
      assertThat(Sql.isCiphertext(Sql.string(stranger, "SELECT phone FROM people WHERE id = 1")))
          .isTrue();
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isIn("08V01", "42501");
    }
  }

  @Test
  void whoeverMayNotReadMayWrite() throws SQLException {
    try (Connection stranger = people.connect("stranger");
        Connection alice = people.connect("alice")) {
      Sql.execute(
          stranger,
          "INSERT INTO people (id, email, phone, full_name, salary, city)"
              + " VALUES (20, ?, '+15550000020', ?, 12.5, 'Oslo')",
          "new@mail.example",
          "Given-New");
      Sql.execute(
          stranger, "UPDATE people SET phone = ?, birth_date = ? WHERE id = 20", "+15551", date());
      assertThat(
              Sql.strings(alice, "SELECT full_name FROM people WHERE email = 'new@mail.example'"))
          .containsExactly("Given-New");
      assertThat(Sql.string(alice, "SELECT phone FROM people WHERE id = 20")).isEqualTo("+15551");
      assertThat(Sql.string(alice, "SELECT salary FROM people WHERE id = 20")).isEqualTo("12.50");
      assertThat(Sql.string(alice, "SELECT birth_date FROM people WHERE id = 20"))
          .isEqualTo("1999-12-31");
      Sql.execute(stranger, "DELETE FROM people WHERE id = 20");
    }
  }

  private static Date date() {
    return Date.valueOf("1999-12-31");
  }

  @Test
  void whatArrivedMaskedOrAsNullCannotBeWritten() throws SQLException {
    try (Connection mark = people.connect("mark")) {
      Sql.refusedStatement(mark, "42501", "UPDATE people SET email = 'x' WHERE id = 1");
    }
    for (String user : List.of("stranger", "mark", "hank")) {
      try (Connection session = people.connect(user)) {
        Sql.refusedStatement(session, "42501", "UPDATE people SET full_name = 'x' WHERE id = 1");
      }
    }
  }

  @Test
  void generatedKeysOfAViewAreItsColumns() throws SQLException {
    if (!people.database().isPostgres()) {
      return; // H2 does not change views
    }
    people
        .database()
        .execute(
            "CREATE VIEW mails AS SELECT id AS nr, email AS mail, email_lookup, city FROM people",
            "GRANT ALL ON mails TO PUBLIC");
    for (String user : List.of("alice", "mark", "stranger")) {
      try (Connection session = people.connect(user);
          PreparedStatement insert =
              session.prepareStatement(
                  "INSERT INTO mails (mail, city) VALUES (?, 'Oslo')",
                  Statement.RETURN_GENERATED_KEYS)) {
        insert.setString(1, "key@mail.example");
        assertThat(insert.executeUpdate()).isEqualTo(1);
        try (ResultSet keys = insert.getGeneratedKeys()) {
          assertThat(names(keys.getMetaData())).containsExactly("nr", "mail", "city");
          assertThat(keys.next()).isTrue();
          assertThat(keys.getLong(1)).isGreaterThanOrEqualTo(100);
          checkEmail(user, "k", keys.getString("mail"));
        }
        Sql.execute(session, "DELETE FROM mails WHERE nr >= 100");
      }
    }
    people.database().execute("DROP VIEW mails");
  }

  @Test
  void generatedKeysObeyTheGrants() throws SQLException {
    String sql =
        "INSERT INTO people (email, phone, full_name, city)"
            + " VALUES ('key@mail.example', '+15550000030', 'Given-Key', 'Oslo')";
    for (String user : List.of("alice", "mark", "stranger")) {
      try (Connection session = people.connect(user)) {
        try (PreparedStatement insert =
            session.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
          assertThat(insert.executeUpdate()).isEqualTo(1);
          try (ResultSet keys = insert.getGeneratedKeys()) {
            assertThat(names(keys.getMetaData())).first().isEqualTo("id");
            assertThat(names(keys.getMetaData())).doesNotContain("email_lookup");
            assertThat(keys.next()).isTrue();
            assertThat(keys.getLong(1)).isGreaterThanOrEqualTo(100);
          }
        }
        Sql.execute(session, "DELETE FROM people WHERE id >= 100");
        String[] columns = {
          people.database().fold("id"),
          people.database().fold("email"),
          people.database().fold("phone")
        };
        try (Statement insert = session.createStatement()) {
          assertThat(insert.executeUpdate(sql, columns)).isEqualTo(1);
          try (ResultSet keys = insert.getGeneratedKeys()) {
            assertThat(names(keys.getMetaData())).containsExactly("id", "email", "phone");
            assertThat(keys.next()).isTrue();
            checkEmail(user, "k", keys.getString(2));
            String phone = keys.getString("phone");
            if (user.equals("alice")) {
              assertThat(phone).isEqualTo("+15550000030");
            } else {
              assertThat(Sql.isCiphertext(phone)).isTrue();
            }
          }
        }
        Sql.execute(session, "DELETE FROM people WHERE id >= 100");
        Sql.refused(
            session,
            "42703",
            "generated key email_lookup",
            () -> {
              try (PreparedStatement insert =
                  session.prepareStatement(
                      sql, new String[] {people.database().fold("email_lookup")})) {
                insert.executeUpdate();
              }
            });
      }
    }
  }

  private static void checkEmail(String user, String first, String email) {
    switch (user) {
      case "alice" -> assertThat(email).startsWith(first).endsWith("@mail.example");
      case "mark" -> assertThat(email).startsWith(first).endsWith("mple").doesNotContain("@mail");
      default -> assertThat(Sql.isCiphertext(email)).isTrue();
    }
  }

  @Test
  void lookupColumnsDoNotExist() throws SQLException {
    for (String user : People.USERS) {
      try (Connection session = people.connect(user)) {
        for (String sql :
            List.of(
                "SELECT email_lookup FROM people",
                "SELECT p.email_lookup FROM people p",
                "SELECT EMAIL_LOOKUP FROM people",
                "SELECT id FROM people WHERE email_lookup IS NULL",
                "SELECT id FROM people ORDER BY email_lookup",
                "UPDATE people SET email_lookup = NULL",
                "INSERT INTO people (id, email_lookup, city) VALUES (50, NULL, 'x')",
                "SELECT d.email_lookup FROM (SELECT * FROM people) d")) {
          Sql.refusedStatement(session, "42703", sql);
        }
      }
    }
  }

  @Test
  void errorsOfTheDatabaseLoseTheirValues() throws SQLException {
    for (String user : List.of("alice", "stranger")) {
      try (Connection session = people.connect(user)) {
        databaseError(session, "23505", "INSERT INTO people (id, city) VALUES (1, 'Oslo-given-x')");
        databaseError(
            session,
            "23505",
            "INSERT INTO people (id, email, city) VALUES (51, 'ann@mail.example', 'Oslo')");
        databaseError(
            session,
            "23502",
            "INSERT INTO people (id, email, full_name) VALUES (52, 'x@mail.example', 'Given-X')");
      }
    }
  }

  private static void databaseError(Connection session, String state, String sql)
      throws SQLException {
    for (boolean prepared : new boolean[] {false, true}) {
      try {
        if (prepared) {
          try (PreparedStatement statement = session.prepareStatement(sql)) {
            statement.executeUpdate();
          }
        } else {
          Sql.execute(session, sql);
        }
        throw new AssertionError("must fail: " + sql);
      } catch (SQLException e) {
        assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state);
        for (Throwable t = e; t != null; t = t.getCause()) {
          assertThat(Twin.containsMarker(t.toString())).as("%s", t).isFalse();
          assertThat(t.toString()).doesNotContain("_cv1").doesNotContain("Detail:");
          if (t instanceof org.postgresql.util.PSQLException inner
              && inner.getServerErrorMessage() != null) {
            assertThat(inner.getServerErrorMessage().getDetail()).isNull();
          }
        }
      }
      assertThat(Sql.string(session, "SELECT count(*) FROM towns")).isEqualTo("2");
    }
  }

  @Test
  void anEntityThatIsLoadedAndFlushedIsNotDamaged() throws SQLException {
    List<@Nullable Object> before = entity("alice", "accounts");
    for (String user : List.of("alice", "mark", "hank", "carol", "stranger")) {
      for (boolean typed : new boolean[] {false, true}) {
        try (Connection session = people.connect(user)) {
          flush(session, "accounts", load(session, "accounts", typed));
        }
        assertThat(entity("alice", "accounts")).as("flushed by %s", user).isEqualTo(before);
        try (Connection alice = people.connect("alice")) {
          assertThat(
                  Sql.strings(alice, "SELECT id FROM accounts WHERE iban = ?", "NO-mail.example-1"))
              .as("found after flush by %s", user)
              .containsExactly("1");
          assertThat(
                  Sql.strings(
                      alice, "SELECT id FROM accounts WHERE owner = 'Given-Ann' AND active = true"))
              .containsExactly("1");
        }
      }
    }
  }

  @Test
  void anEntityWithMaskedOrNulledColumnsIsRefusedRatherThanDamaged() throws SQLException {
    String columns = "id, email, phone, full_name, birth_date, salary, photo, city";
    List<@Nullable Object> before = entity("alice", "people");
    for (String user : People.USERS) {
      try (Connection session = people.connect(user)) {
        List<@Nullable Object> loaded =
            row(session, "SELECT " + columns + " FROM people WHERE id = 1");
        String update =
            "UPDATE people SET email = ?, phone = ?, full_name = ?, birth_date = ?, salary = ?,"
                + " photo = ?, city = ? WHERE id = 1";
        Object[] values = loaded.subList(1, loaded.size()).toArray();
        if (user.equals("alice")) {
          Sql.execute(session, update, values);
        } else {
          Sql.refused(session, "42501", user, () -> Sql.execute(session, update, values));
        }
      }
      assertThat(entity("alice", "people")).as(user).isEqualTo(before);
    }
  }

  /** Writes all columns back, as an ORM that does not track changes does. */
  private static void flush(Connection session, String table, List<@Nullable Object> values)
      throws SQLException {
    Sql.execute(
        session,
        "UPDATE "
            + table
            + " SET iban = ?, owner = ?, opened = ?, balance = ?, seal = ?,"
            + " active = ?, note = ? WHERE id = ?",
        values.toArray());
  }

  /** All columns, the key last; by getObject, or by the getter that metadata suggest. */
  private static List<@Nullable Object> load(Connection session, String table, boolean typed)
      throws SQLException {
    try (PreparedStatement select =
            session.prepareStatement(
                "SELECT iban, owner, opened, balance, seal, active, note, id FROM " + table);
        ResultSet rows = select.executeQuery()) {
      assertThat(rows.next()).isTrue();
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(typed ? typed(rows, i) : rows.getObject(i));
      }
      return values;
    }
  }

  private static @Nullable Object typed(ResultSet rows, int column) throws SQLException {
    return switch (rows.getMetaData().getColumnType(column)) {
      case Types.DATE -> rows.getObject(column, LocalDate.class);
      case Types.NUMERIC -> rows.getBigDecimal(column);
      case Types.BINARY, Types.VARBINARY -> rows.getBytes(column);
      case Types.BOOLEAN, Types.BIT -> rows.getBoolean(column);
      case Types.BIGINT -> rows.getLong(column);
      default -> rows.getString(column);
    };
  }

  private List<@Nullable Object> entity(String user, String table) throws SQLException {
    try (Connection session = people.connect(user)) {
      List<@Nullable Object> row = row(session, "SELECT * FROM " + table + " WHERE id = 1");
      row.replaceAll(cell -> cell instanceof byte[] bytes ? new Bytes(bytes) : cell);
      return row;
    }
  }

  private static List<@Nullable Object> row(Connection session, String sql) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(rows.getObject(i));
      }
      return values;
    }
  }

  @Test
  void nothingPlainIsStored() throws SQLException {
    try (Connection admin = people.database().raw()) {
      for (String table : List.of("people", "accounts")) {
        for (Object cell : row(admin, "SELECT * FROM " + table + " WHERE id = 1")) {
          String text =
              cell instanceof byte[] bytes
                  ? new String(bytes, StandardCharsets.ISO_8859_1)
                  : String.valueOf(cell);
          assertThat(Twin.containsMarker(text)).as(table).isFalse();
        }
      }
      for (String column : EVERY_GETTER_COLUMN) {
        assertThat(Sql.string(admin, "SELECT " + column + " FROM people WHERE id = 1")).isNotNull();
      }
    }
  }

  private static String text(Reader reader) {
    try (reader) {
      StringBuilder text = new StringBuilder();
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        text.append((char) c);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(ResultSetMetaData meta) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      names.add(meta.getColumnLabel(i).toLowerCase(java.util.Locale.ROOT));
    }
    return names;
  }

  private static List<String> states(@Nullable SQLWarning... warnings) {
    List<String> states = new ArrayList<>();
    for (SQLWarning first : warnings) {
      for (SQLWarning w = first; w != null; w = w.getNextWarning()) {
        states.add(w.getSQLState());
      }
    }
    return states;
  }
}
