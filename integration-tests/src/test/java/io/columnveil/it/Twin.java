package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shop twice: once in plaintext, used through the raw driver, once protected, used through
 * ours. The same statement is run on both, and whatever an application can see of it is compared.
 * Every plaintext of a protected column carries one of {@link #MARKERS}, so that plaintext which
 * leaves the driver can be found.
 */
final class Twin implements AutoCloseable {

  /** In lower case. */
  static final List<String> MARKERS = List.of("mail.example", "given-", "+1555");

  private static final String USER = "alice";
  private static final List<String> TABLES = List.of("users", "contacts", "cities", "other.users");
  private static final List<String> READ_BACK =
      List.of(
          "SELECT id, email, phone, full_name, city, plan FROM users",
          "SELECT id, email, note FROM contacts");

  private final TestDatabase plain;
  private final TestDatabase veiled;
  private final Veil veil;
  private final Connection plainConnection;
  private final Connection veiledConnection;
  private final Connection plainAdmin;
  private final Connection veiledAdmin;
  private final Map<String, List<List<@Nullable Object>>> plainRows;
  private final Map<String, List<List<@Nullable Object>>> veiledRows;
  private int logRead;

  private Twin(TestDatabase plain, TestDatabase veiled, Veil veil) throws SQLException {
    this.plain = plain;
    this.veiled = veiled;
    this.veil = veil;
    if (veiled instanceof PostgresDatabase database) {
      logRead = database.server().log(0).length();
    }
    plainConnection = plain.raw(USER);
    veiledConnection = veiled.connect(veil.policy(), USER);
    load(plainConnection);
    load(veiledConnection);
    plainAdmin = plain.raw();
    veiledAdmin = veiled.raw();
    plainRows = snapshot(plainAdmin);
    veiledRows = snapshot(veiledAdmin);
    noPlaintextLeft();
  }

  /** Creates both databases, the protected one filled through the driver. */
  static Twin create(Database kind) throws SQLException {
    TestDatabase plain = kind.create();
    TestDatabase veiled = kind.create();
    if (plain instanceof PostgresDatabase quiet) {
      quiet.logNothing();
    }
    if (veiled instanceof PostgresDatabase loud) {
      loud.logEverything();
    }
    schema(plain, "shop/plain.sql");
    schema(veiled, "shop/protected.sql");
    return new Twin(plain, veiled, Veil.fresh("shop/policy.yaml"));
  }

  private static void schema(TestDatabase database, String resource) throws SQLException {
    database.createUser(USER);
    database.execute(SqlScript.statements(resource));
    database.execute("GRANT ALL ON ${everything} TO " + USER);
    if (database.isPostgres()) {
      database.execute("GRANT USAGE ON SCHEMA other TO " + USER);
      database.execute("GRANT ALL ON ALL TABLES IN SCHEMA other TO " + USER);
    } else {
      database.execute("GRANT ALL ON SCHEMA other TO " + USER);
    }
  }

  private static void load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : SqlScript.statements("shop/data.sql")) {
        statement.executeUpdate(sql);
      }
    }
  }

  TestDatabase plain() {
    return plain;
  }

  TestDatabase veiled() {
    return veiled;
  }

  Veil veil() {
    return veil;
  }

  Connection plainConnection() {
    return plainConnection;
  }

  Connection veiledConnection() {
    return veiledConnection;
  }

  /**
   * Runs a statement on both; fails if anything differs or leaks, or a required form is refused.
   */
  Outcome compare(TwinStatement statement, StatementRun run) throws SQLException {
    try {
      Outcome expected = run.of(plainConnection, statement);
      Outcome actual = run.of(veiledConnection, statement);
      noPlaintextLeft();
      if (actual instanceof Outcome.Refused refused) {
        assertThat(refused.state()).as("a bug: %s", refused.message()).isNotEqualTo("XXV00");
        assertThat(containsMarker(refused.message()))
            .as("plaintext in %s", refused.message())
            .isFalse();
        if (!(expected instanceof Outcome.Failed)) {
          assertThat(statement.required())
              .as("must be accepted: %s%n%s", statement.describe(), refused.message())
              .isFalse();
        }
        assertUnchanged();
        return actual;
      }
      assertSame(statement, expected, actual);
      if (statement.kind() == TwinStatement.Kind.CHANGE) {
        assertSameTables(statement);
      }
      return actual;
    } finally {
      if (statement.kind() == TwinStatement.Kind.CHANGE) {
        reset();
      }
    }
  }

  private static void assertSame(TwinStatement statement, Outcome expected, Outcome actual) {
    String what = statement.describe();
    if (expected instanceof Outcome.Failed failed) {
      assertThat(actual).as(what).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed) actual).state()).as(what).isEqualTo(failed.state());
    } else if (expected instanceof Outcome.Rows rows && actual instanceof Outcome.Rows found) {
      assertThat(labels(found)).as(what).isEqualTo(labels(rows));
      assertThat(found.columns()).as(what).noneMatch(Twin::showsCompanion);
      if (statement.required()) {
        assertThat(comparable(found.columns())).as(what).isEqualTo(comparable(rows.columns()));
      }
      if (statement.sql().startsWith("EXPLAIN")) {
        return; // the planner's choice depends on the width of the rows
      }
      if (statement.kind() == TwinStatement.Kind.ORDERED_QUERY) {
        assertThat(found.rows()).as(what).isEqualTo(rows.rows());
      } else {
        assertThat(sorted(found.rows())).as(what).isEqualTo(sorted(rows.rows()));
      }
    } else {
      assertThat(actual).as(what).isEqualTo(expected);
    }
  }

  /**
   * What H2 calls an expression that it prints in its own way; ours is printed as it was written.
   */
  private static final Pattern PRINTED =
      Pattern.compile(".*(\\(SELECT|CASE ?WHEN).*", Pattern.DOTALL);

  static List<String> comparable(List<String> columns) {
    return columns.stream().map(c -> PRINTED.matcher(c).matches() ? "expression" : c).toList();
  }

  private static List<String> labels(Outcome.Rows rows) {
    return comparable(rows.labels());
  }

  private static boolean showsCompanion(String column) {
    String lower = column.toLowerCase(Locale.ROOT);
    return lower.contains("_lookup") || lower.contains("columnveil$");
  }

  /** Reads all rows back on both, and finds every e-mail address by equality. */
  private void assertSameTables(TwinStatement statement) throws SQLException {
    for (String sql : READ_BACK) {
      assertThat(read(veiledConnection, sql))
          .as("rows after %s", statement.describe())
          .isEqualTo(read(plainConnection, sql));
    }
    for (List<@Nullable Object> row : read(plainConnection, "SELECT email FROM users")) {
      if (row.get(0) instanceof String email) {
        assertThat(find(veiledConnection, email))
            .as("found by e-mail after %s", statement.describe())
            .isEqualTo(find(plainConnection, email));
      }
    }
  }

  private void assertUnchanged() throws SQLException {
    assertThat(snapshot(veiledAdmin)).as("a refusal changes nothing").isEqualTo(veiledRows);
  }

  private static List<List<@Nullable Object>> read(Connection connection, String sql)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return sorted(StatementRun.rows(statement.executeQuery(sql)).rows());
    }
  }

  private static List<List<@Nullable Object>> find(Connection connection, String email)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id FROM users WHERE email = ?")) {
      statement.setString(1, email);
      return sorted(StatementRun.rows(statement.executeQuery()).rows());
    }
  }

  private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
    List<List<@Nullable Object>> copy = new ArrayList<>(rows);
    copy.sort(Comparator.comparing(String::valueOf));
    return copy;
  }

  /** Fails if the protected database, or what its server logged since last time, holds a marker. */
  void noPlaintextLeft() throws SQLException {
    for (String table : TABLES) {
      for (List<@Nullable Object> row : StoredRows.of(veiledAdmin, "SELECT * FROM " + table)) {
        for (Object cell : row) {
          assertThat(containsMarker(StoredRows.text(cell))).as("plaintext in %s", table).isFalse();
        }
      }
    }
    if (veiled instanceof PostgresDatabase database) {
      String news = database.server().log(logRead);
      logRead += news.length();
      assertThat(news.lines().filter(Twin::containsMarker)).as("the server's log").isEmpty();
    }
  }

  static boolean containsMarker(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return MARKERS.stream().anyMatch(lower::contains);
  }

  private static Map<String, List<List<@Nullable Object>>> snapshot(Connection admin)
      throws SQLException {
    Map<String, List<List<@Nullable Object>>> tables = new TreeMap<>();
    for (String table : TABLES) {
      tables.put(table, StoredRows.of(admin, "SELECT * FROM " + table + " ORDER BY 1"));
    }
    return tables;
  }

  /** Puts the stored rows back as they were, ciphertext included. */
  void reset() throws SQLException {
    restore(plainAdmin, plainRows);
    restore(veiledAdmin, veiledRows);
  }

  private static void restore(Connection admin, Map<String, List<List<@Nullable Object>>> tables)
      throws SQLException {
    for (Map.Entry<String, List<List<@Nullable Object>>> table : tables.entrySet()) {
      try (Statement statement = admin.createStatement()) {
        statement.executeUpdate("DELETE FROM " + table.getKey());
      }
      StoredRows.insert(admin, table.getKey(), table.getValue());
    }
  }

  @Override
  public void close() throws SQLException {
    try (plain;
        veiled;
        plainConnection;
        veiledConnection;
        plainAdmin;
        veiledAdmin) {
      plainConnection.clearWarnings();
    }
  }
}
