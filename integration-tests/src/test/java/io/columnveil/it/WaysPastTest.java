package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Ways past the driver end in a refusal or in ciphertext. The database holds old plaintext, and the
 * sessions that try have no grant, or all database rights but no grant.
 */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaysPastTest {

  private @Parameter Database kind;
  private Legacy legacy;
  private int logRead;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    legacy = Legacy.create(kind);
    legacy.database().execute(SqlScript.statements("attacks/" + name() + "-objects.sql"));
    if (legacy.database() instanceof PostgresDatabase database) {
      database.logEverything();
    }
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    legacy.close();
  }

  @AfterEach
  void nothingNewIsPlain() throws SQLException {
    try (Connection admin = legacy.database().raw();
        Statement statement = admin.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email, phone, full_name FROM legacy")) {
      while (rows.next()) {
        for (int i = 1; i <= 3; i++) {
          assertThat(String.valueOf(rows.getString(i)).toLowerCase(Locale.ROOT))
              .doesNotContain("leak-");
        }
      }
    }
  }

  private String name() {
    return kind == Database.H2 ? "h2" : "postgres";
  }

  @TestFactory
  Stream<DynamicTest> readingWithoutAGrant() {
    return lines("attacks/" + name() + ".txt")
        .flatMap(line -> Stream.of(true, false).map(admin -> reading(line, admin)));
  }

  private DynamicTest reading(String line, boolean asAdmin) {
    String user = asAdmin ? legacy.database().admin() : "stranger";
    return DynamicTest.dynamicTest(
        user + " " + line,
        () -> {
          boolean mustBeRefused = line.startsWith("R ;; ");
          for (boolean prepared : new boolean[] {false, true}) {
            try (Connection session = legacy.connect(user)) {
              boolean refused = false;
              for (String step : steps(line.substring(5))) {
                refused |= run(session, step, prepared);
              }
              if (mustBeRefused) {
                assertThat(refused).as("must be refused by the driver").isTrue();
              }
            }
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> writingPlaintext() {
    return lines("attacks/" + name() + "-writes.txt")
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line,
                    () -> {
                      for (boolean prepared : new boolean[] {false, true}) {
                        try (Connection alice = legacy.connect("alice")) {
                          for (String step : steps(line)) {
                            run(alice, step, prepared);
                          }
                        }
                        nothingNewIsPlain();
                        nothingPlainIsLogged();
                      }
                    }));
  }

  private void nothingPlainIsLogged() {
    if (legacy.database() instanceof PostgresDatabase database) {
      String news = database.server().log(logRead);
      logRead += news.length();
      assertThat(
              news.lines()
                  .filter(l -> l.startsWith(database.name() + ":"))
                  .filter(l -> l.toLowerCase(Locale.ROOT).contains("leak-")))
          .isEmpty();
    }
  }

  private static Stream<String> lines(String resource) {
    return SqlScript.text(resource).lines().filter(l -> !l.isBlank() && !l.startsWith("#"));
  }

  private static List<String> steps(String text) {
    return Stream.of(text.split(" => ")).map(s -> s.replace("\\n", "\n")).toList();
  }

  /** Runs a step and looks at all that comes back; true if the driver refused it. */
  private static boolean run(Connection session, String sql, boolean prepared) {
    boolean refused = false;
    List<String> seen = new ArrayList<>();
    try (Statement statement =
        prepared ? session.prepareStatement(sql) : session.createStatement()) {
      boolean rows =
          statement instanceof PreparedStatement p ? p.execute() : statement.execute(sql);
      while (rows || statement.getUpdateCount() >= 0) {
        if (rows) {
          collect(statement.getResultSet(), seen);
        }
        rows = statement.getMoreResults();
      }
      warnings(statement.getWarnings(), seen);
      warnings(session.getWarnings(), seen);
    } catch (SQLException e) {
      refused = String.valueOf(e.getMessage()).contains("errors.md#");
      for (Throwable t = e; t != null; t = t.getCause()) {
        seen.add(t.toString());
      }
      assertThat(e.getSQLState()).as(e.getMessage()).isNotEqualTo("XXV00");
    }
    assertHarmless(seen, sql);
    return refused;
  }

  private static void assertHarmless(List<String> seen, String sql) {
    for (String text : seen) {
      assertThat(text.toLowerCase(Locale.ROOT))
          .as("what %s shows", sql)
          .doesNotContain("mail.example")
          .doesNotContain("given-")
          .doesNotContain("+1555")
          .doesNotContain("leak-");
    }
  }

  private static void warnings(@Nullable SQLWarning first, List<String> seen) {
    for (SQLWarning w = first; w != null; w = w.getNextWarning()) {
      seen.add(w.toString());
    }
  }

  private static void collect(ResultSet rows, List<String> seen) throws SQLException {
    try (rows) {
      int width = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= width; i++) {
          try {
            Object cell = rows.getObject(i);
            seen.add(
                cell instanceof byte[] bytes
                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                    : String.valueOf(cell));
            seen.add(String.valueOf(rows.getString(i)));
          } catch (SQLException e) {
            seen.add(e.toString());
          }
        }
      }
    }
  }

  @Test
  void aParameterIsNoWayPastEither() throws SQLException {
    try (Connection session = legacy.connect(legacy.database().admin())) {
      List<String> texts =
          kind == Database.H2
              ? List.of("CALL CSVWRITE('target/stolen.csv', ?)", "EXECUTE IMMEDIATE ?")
              : List.of(
                  "SELECT query_to_xml(?, true, false, '')",
                  "SELECT table_to_xml(?::regclass, true, false, '')",
                  "SELECT f_dynamic(?)",
                  "SELECT * FROM ts_stat(?)");
      for (String sql : texts) {
        Sql.refused(
            session, "0AV04", sql, () -> Sql.execute(session, sql, "SELECT email FROM legacy"));
      }
    }
  }

  @Test
  void aSettingThatChangedUnseenIsNoticedBeforeTheNextStatement() throws SQLException {
    if (kind == Database.H2) {
      return;
    }
    for (String sql :
        List.of(
            "SELECT set_config('standard_conforming' || '_strings', 'off', false)",
            "UPDATE pg_settings SET setting = 'off' WHERE name LIKE 'standard_conforming%'")) {
      try (Connection session = legacy.connect("stranger")) {
        run(session, sql, false);
        if ("off".equals(Sql.string(session, "SHOW standard_conforming_strings"))) {
          assertThatThrownBy(() -> Sql.execute(session, "SELECT '\\', id FROM legacy --'"))
              .hasMessageContaining("0AV05");
        }
      }
    }
  }

  @Test
  void unwrappingGivesNoRawDriver() throws SQLException {
    try (Connection session = legacy.connect("stranger")) {
      List<Connection> ways = new ArrayList<>();
      ways.add(session.getMetaData().getConnection());
      try (Statement statement = session.createStatement();
          ResultSet rows = statement.executeQuery("SELECT email FROM legacy WHERE id = 1")) {
        ways.add(statement.getConnection());
        ways.add(rows.getStatement().getConnection());
        ways.add(
            session.getMetaData().getTables(null, null, "%", null).getStatement() == null
                ? session
                : session
                    .getMetaData()
                    .getTables(null, null, "%", null)
                    .getStatement()
                    .getConnection());
      }
      for (Class<?> type :
          List.of(
              Connection.class, BaseConnection.class, PGConnection.class, JdbcConnection.class)) {
        try {
          if (session.unwrap(type) instanceof Connection c) {
            ways.add(c);
          }
        } catch (SQLException | ClassCastException e) {
          // Refusing is what it should do.
        }
      }
      for (Connection way : ways) {
        run(way, "SELECT email FROM legacy", false);
        run(way, "SELECT email FROM legacy", true);
      }
    }
  }

  @Test
  void copyShowsNoOldPlaintextAndWritesNoNew() throws SQLException, IOException {
    if (kind == Database.H2) {
      return;
    }
    try (Connection stranger = legacy.connect("stranger")) {
      CopyManager copy = stranger.unwrap(PGConnection.class).getCopyAPI();
      StringWriter rows = new StringWriter();
      copy.copyOut("COPY legacy (id, email) TO STDOUT", rows);
      assertThat(rows.toString()).contains("_cv1").doesNotContain("old-");
      Sql.refused(
          stranger,
          "0AV04",
          "COPY to a file of the server",
          () -> io(() -> copy.copyOut("COPY legacy TO '/tmp/legacy'", new StringWriter())));
      copy.copyIn("COPY legacy (id, email) FROM STDIN", new StringReader("30\tleak-x\n"));
      Sql.execute(stranger, "DELETE FROM legacy WHERE id = 30");
      StringWriter towns = new StringWriter();
      copy.copyOut("COPY towns TO STDOUT", towns);
      assertThat(towns.toString()).contains("Oslo");
    }
  }

  private interface IoAction {
    Object run() throws SQLException, IOException;
  }

  private static void io(IoAction action) throws SQLException {
    try {
      action.run();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> aCallableStatementIsNoWayPast() {
    return lines("attacks/" + name() + "-calls.txt")
        .flatMap(
            sql ->
                Stream.of("stranger", legacy.database().admin())
                    .map(user -> DynamicTest.dynamicTest(user + " " + sql, () -> call(user, sql))));
  }

  /** With and without OUT parameters, and by every way to read what it gives. */
  private void call(String user, String sql) throws SQLException {
    for (int outs = 0; outs <= 2; outs++) {
      List<String> seen = new ArrayList<>();
      try (Connection session = legacy.connect(user);
          CallableStatement call = session.prepareCall(sql)) {
        int placeholders = (int) sql.chars().filter(c -> c == '?').count();
        for (int i = 1; i <= Math.min(outs, placeholders); i++) {
          call.registerOutParameter(placeholders + 1 - i, java.sql.Types.VARCHAR);
        }
        for (int i = 1; i <= placeholders; i++) {
          try {
            call.setObject(i, 1L);
          } catch (SQLException e) {
            seen.add(e.toString()); // of the result of a function
          }
        }
        boolean rows = call.execute();
        for (int i = 1; i <= 2; i++) {
          seen.add(out(call, i));
        }
        if (rows) {
          collect(call.getResultSet(), seen);
        }
        warnings(call.getWarnings(), seen);
      } catch (SQLException e) {
        seen.add(e.toString());
        assertThat(e.getSQLState()).as(e.getMessage()).isNotEqualTo("XXV00");
      }
      assertHarmless(seen, sql);
    }
  }

  private static String out(CallableStatement call, int parameter) {
    StringBuilder seen = new StringBuilder();
    try {
      seen.append(call.getObject(parameter)).append(call.getString(parameter));
      seen.append(call.getObject("EMAIL")).append(call.getString("EMAIL"));
    } catch (SQLException e) {
      seen.append(e);
    }
    return seen.toString();
  }

  @Test
  void whatTheWrappedDriverPreparedIsNoWayPast() throws SQLException {
    if (kind == Database.H2) {
      return;
    }
    try (Connection session = legacy.connect("stranger")) {
      for (int i = 0; i < 8; i++) {
        run(session, "SELECT email FROM legacy", true);
      }
      List<@Nullable String> names =
          Sql.strings(session, "SELECT name FROM pg_prepared_statements");
      assertThat(names).isNotEmpty();
      for (String name : names) {
        for (String sql :
            List.of(
                "EXECUTE \"" + name + '"',
                "CREATE TABLE taken AS EXECUTE \"" + name + '"',
                "EXPLAIN ANALYZE CREATE TABLE taken AS EXECUTE \"" + name + '"',
                "PREPARE \"" + name + "\" AS SELECT 1",
                "SELECT 1; EXECUTE \"" + name + '"')) {
          Sql.refused(session, "0AV04", sql, () -> Sql.execute(session, sql));
        }
      }
    }
  }

  @Test
  void updatableRowsAreRefusedOnProtectedColumns() throws SQLException {
    try (Connection alice = legacy.connect("alice");
        Statement statement =
            alice.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
        ResultSet rows = statement.executeQuery("SELECT id, email, city FROM legacy")) {
      assertThat(rows.next()).isTrue();
      try {
        rows.updateString("email", "leak-u");
        rows.updateRow();
      } catch (SQLException e) {
        assertThat(e.getMessage()).contains("errors.md#");
      }
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("errors.md#");
    }
  }

  @Test
  void aViewThatAnotherSessionCreatesIsNoticed() throws Exception {
    try (Connection stranger = legacy.connect("stranger")) {
      Sql.strings(stranger, "SELECT email FROM legacy");
      legacy.database().execute("CREATE VIEW fresh_view AS SELECT phone AS p FROM legacy");
      legacy.database().execute("GRANT SELECT ON fresh_view TO stranger");
      try {
        run(stranger, "SELECT p FROM fresh_view", false);
        run(stranger, "SELECT p FROM fresh_view", true);
      } finally {
        legacy.database().execute("DROP VIEW fresh_view");
      }
    }
  }
}
