package io.columnveil.it;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of {@link ClinicTable} twice: in plaintext, used through the raw driver, and
 * protected, used through ours by sessions with different grants. Says of a statement whether it
 * was answered right, was refused, or shows a bug. Every protected value carries a marker.
 */
final class Clinic implements AutoCloseable {

  /** In lower case; the values of each type have one. */
  private static final List<String> MARKERS =
      List.of(
          "mail.example",
          "given-",
          "nick-",
          "+1555",
          "1871-",
          "77190",
          "c0ffee00",
          new String(HexFormat.of().parseHex("c0ffee00"), StandardCharsets.ISO_8859_1)
              .toLowerCase(Locale.ROOT),
          "88001");

  private static final Pattern ENVELOPE = Pattern.compile("_cv1[-_A-Za-z0-9]+");
  private static final String[] USERS = {"alice", "mark", "hank", "stranger"};

  /** What came of running a statement on both. */
  enum Verdict {
    ANSWERED,
    REFUSED,
    /** The statement has an error of its own. */
    FAILED_ON_BOTH,
    WRONG,
    LEAKED
  }

  /**
   * A verdict.
   *
   * @param detail the refusal, or what differs
   */
  record Finding(Verdict verdict, String detail) {
    boolean isBug() {
      return verdict == Verdict.WRONG || verdict == Verdict.LEAKED;
    }
  }

  /** Thrown inside, because a difference may be found at any depth. */
  private static final class Bug extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Finding finding;

    Bug(Verdict verdict, String detail) {
      super(detail);
      finding = new Finding(verdict, detail);
    }
  }

  private final TestDatabase plain;
  private final TestDatabase veiled;
  private final Veil veil;
  private final Connection plainSession;
  private final Map<String, Connection> sessions = new LinkedHashMap<>();
  private final Connection plainAdmin;
  private final Connection veiledAdmin;
  private final Map<ClinicTable, List<List<@Nullable Object>>> plainRows;
  private final Map<ClinicTable, List<List<@Nullable Object>>> veiledRows;

  /** What the archive holds since before the policy; the driver never stores any of it anew. */
  private final Set<String> oldPlaintext = new HashSet<>();

  private int logRead;

  private Clinic(TestDatabase plain, TestDatabase veiled, Veil veil) throws SQLException {
    this.plain = plain;
    this.veiled = veiled;
    this.veil = veil;
    plainSession = plain.raw("alice");
    for (String user : USERS) {
      sessions.put(user, veiled.connect(veil.policy(), user));
    }
    run(plainSession, "clinic/data.sql");
    run(session("alice"), "clinic/data.sql");
    plainAdmin = plain.raw();
    veiledAdmin = quiet(veiled.raw());
    plainRows = stored(plainAdmin);
    veiledRows = stored(veiledAdmin);
    for (List<@Nullable Object> row : Objects.requireNonNull(veiledRows.get(ClinicTable.ARCHIVE))) {
      row.forEach(cell -> oldPlaintext.add(StoredRows.text(cell)));
    }
    if (veiled instanceof PostgresDatabase database) {
      logRead = database.server().log(0).length();
    }
  }

  static Clinic create(Database kind) throws SQLException {
    TestDatabase plain = kind.create();
    TestDatabase veiled = kind.create();
    if (plain instanceof PostgresDatabase silent) {
      silent.logNothing();
    }
    createPlain(plain);
    veiled.execute(SqlScript.statements("clinic/protected.sql"));
    for (TestDatabase database : List.of(plain, veiled)) {
      database.execute(SqlScript.statements("clinic/archive.sql"));
      for (String user : USERS) {
        database.createUser(user);
        database.execute("GRANT ALL ON ${everything} TO " + user);
      }
    }
    if (veiled instanceof PostgresDatabase loud) {
      loud.logEverything();
    }
    return new Clinic(plain, veiled, makeVeil());
  }

  /** Only its tables, as they would be without protection. */
  static void createPlain(TestDatabase database) throws SQLException {
    if (database.isPostgres()) {
      database.execute(
          "CREATE COLLATION ignorecase"
              + " (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    }
    String ignoreCase =
        database.isPostgres() ? "varchar(40) COLLATE ignorecase" : "varchar_ignorecase(40)";
    List<String> schema = SqlScript.statements("clinic/plain.sql");
    database.execute(schema.stream().map(s -> s.replace("${ignorecase}", ignoreCase)).toList());
  }

  /** All columns are encrypted but those of the archive, which the policy did not name at first. */
  private static Veil makeVeil() {
    String policy = SqlScript.text("clinic/policy.yaml");
    String before =
        policy.substring(0, policy.indexOf("# rows older"))
            + policy.substring(policy.indexOf("# ends here"));
    Veil veil = Veil.write(before).keysInit("--fresh");
    veil.rewrite(policy);
    return veil.keysInit();
  }

  private static Connection quiet(Connection admin) throws SQLException {
    if (admin.getMetaData().getURL().contains("postgresql")) {
      Sql.execute(admin, "SET log_statement = 'none'");
      Sql.execute(admin, "SET log_min_duration_statement = -1");
    }
    return admin;
  }

  private static void run(Connection connection, String resource) throws SQLException {
    for (String sql : SqlScript.statements(resource)) {
      Sql.execute(connection, sql);
    }
  }

  private Connection session(String user) {
    return Objects.requireNonNull(sessions.get(user));
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

  /** Runs a statement on both, in every session. */
  Finding check(RandomStatement statement) throws SQLException {
    try {
      Outcome expected = statement.on(plainSession);
      Map<ClinicTable, List<List<@Nullable Object>>> after =
          statement.isChange() ? stored(plainAdmin) : plainRows;
      Outcome actual = compared(statement, "alice", expected, after);
      // Writing needs no grant, so one session without is as good as all.
      for (String user :
          statement.isChange() ? List.of("stranger") : List.of("stranger", "hank", "mark")) {
        compared(statement, user, expected, after);
      }
      return new Finding(
          expected instanceof Outcome.Failed
              ? Verdict.FAILED_ON_BOTH
              : actual instanceof Outcome.Refused ? Verdict.REFUSED : Verdict.ANSWERED,
          actual instanceof Outcome.Refused refused
              ? refused.state() + " " + refused.message()
              : expected instanceof Outcome.Failed failed
                  ? failed.state() + " " + failed.message()
                  : "");
    } catch (Bug e) {
      return e.finding;
    } finally {
      if (statement.isChange()) {
        restore(plainAdmin, plainRows);
        restore(veiledAdmin, veiledRows);
      }
    }
  }

  private Outcome compared(
      RandomStatement statement,
      String user,
      Outcome expected,
      Map<ClinicTable, List<List<@Nullable Object>>> after)
      throws SQLException, Bug {
    boolean sees = user.equals("alice");
    Connection session = session(user);
    session.clearWarnings();
    Outcome actual = statement.on(session);
    nothingLeaked(user, actual, session.getWarnings());
    if (actual instanceof Outcome.Refused refused) {
      if (refused.state().equals("XXV00")) {
        throw new Bug(Verdict.WRONG, user + ": " + refused.message());
      }
    } else if (expected instanceof Outcome.Failed failed) {
      if (!dependsOnRows(failed)) {
        return actual; // nothing to compare with: the database has no answer of its own
      }
      boolean same = actual instanceof Outcome.Failed other && other.state().equals(failed.state());
      require(same, user, expected, actual);
    } else if (expected instanceof Outcome.Rows rows) {
      require(actual instanceof Outcome.Rows, user, expected, actual);
      requireSame(statement, user, rows, (Outcome.Rows) actual, sees);
    } else {
      require(actual.equals(expected), user, expected, actual);
    }
    if (statement.isChange()) {
      boolean refused = actual instanceof Outcome.Refused;
      requireTables(user, refused ? plainRows : after);
      restore(veiledAdmin, veiledRows);
    }
    return actual;
  }

  /** Constraints, and subqueries that give too many rows. */
  private static boolean dependsOnRows(Outcome.Failed failed) {
    return failed.state().startsWith("23") || failed.state().startsWith("21");
  }

  private static void require(boolean right, String user, Outcome expected, Outcome actual)
      throws Bug {
    if (!right) {
      throw new Bug(
          Verdict.WRONG, "%s%n  expected %s%n  got      %s".formatted(user, expected, actual));
    }
  }

  private static void requireSame(
      RandomStatement statement, String user, Outcome.Rows rows, Outcome.Rows found, boolean sees)
      throws Bug {
    boolean same = rows.rows().size() == found.rows().size();
    if (same && sees) {
      same =
          labels(rows).equals(labels(found))
              && (statement.kind() == TwinStatement.Kind.ORDERED_QUERY
                  ? rows.rows().equals(found.rows())
                  : sorted(rows.rows()).equals(sorted(found.rows())));
    }
    require(same, user, rows, found);
  }

  private static List<String> labels(Outcome.Rows rows) {
    return rows.columns().stream().map(c -> c.substring(0, c.indexOf(' '))).toList();
  }

  private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
    List<List<@Nullable Object>> copy = new ArrayList<>(rows);
    copy.sort(Comparator.comparing(String::valueOf));
    return copy;
  }

  /** What the tables hold, read through the driver, and that what is stored shows none of it. */
  private void requireTables(String user, Map<ClinicTable, List<List<@Nullable Object>>> expected)
      throws SQLException, Bug {
    for (ClinicTable table : ClinicTable.STORED) {
      List<List<@Nullable Object>> found = sorted(rows(session("alice"), table));
      List<List<@Nullable Object>> wanted = sorted(Objects.requireNonNull(expected.get(table)));
      if (!found.equals(wanted)) {
        throw new Bug(
            Verdict.WRONG,
            "%s%n  expected in %s %s%n  got      %s".formatted(user, table, wanted, found));
      }
      for (List<@Nullable Object> row : rows(veiledAdmin, table)) {
        for (Object cell : row) {
          String text = StoredRows.text(cell);
          if (!oldPlaintext.contains(text) && hasMarker(text)) {
            throw new Bug(Verdict.LEAKED, user + ": stored in plaintext in " + table + ": " + text);
          }
        }
      }
    }
  }

  private void nothingLeaked(String user, Outcome outcome, @Nullable SQLWarning first) throws Bug {
    if (outcome instanceof Outcome.Rows rows && (user.equals("stranger") || user.equals("hank"))) {
      leakIn(user, rows.rows().toString());
    }
    if (outcome instanceof Outcome.Rows rows && user.equals("mark")) {
      if (rows.rows().toString().toLowerCase(Locale.ROOT).contains("given-")) {
        throw new Bug(Verdict.LEAKED, user + ": not masked: " + rows.rows());
      }
    }
    if (outcome instanceof Outcome.Refused refused) {
      leakIn(user, refused.message());
    }
    if (outcome instanceof Outcome.Failed failed) {
      leakIn(user, failed.message());
    }
    for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
      leakIn(user, warning.toString());
    }
    if (veiled instanceof PostgresDatabase database) {
      String news = database.server().log(logRead);
      logRead += news.length();
      Optional<String> line = news.lines().filter(Clinic::hasMarker).findFirst();
      if (line.isPresent()) {
        throw new Bug(Verdict.LEAKED, user + ": the server saw " + line.get());
      }
    }
  }

  private static void leakIn(String user, String text) throws Bug {
    if (hasMarker(text)) {
      throw new Bug(Verdict.LEAKED, user + ": " + text);
    }
  }

  private static boolean hasMarker(String text) {
    String lower = ENVELOPE.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    return MARKERS.stream().anyMatch(lower::contains);
  }

  private static Map<ClinicTable, List<List<@Nullable Object>>> stored(Connection connection)
      throws SQLException {
    Map<ClinicTable, List<List<@Nullable Object>>> tables = new LinkedHashMap<>();
    for (ClinicTable table : ClinicTable.STORED) {
      tables.put(table, rows(connection, table));
    }
    return tables;
  }

  private static List<List<@Nullable Object>> rows(Connection connection, ClinicTable table)
      throws SQLException {
    return StoredRows.of(connection, "SELECT * FROM " + table.sql() + " ORDER BY " + table.key());
  }

  private static void restore(
      Connection admin, Map<ClinicTable, List<List<@Nullable Object>>> tables) throws SQLException {
    for (Map.Entry<ClinicTable, List<List<@Nullable Object>>> entry : tables.entrySet()) {
      if (!rows(admin, entry.getKey()).equals(entry.getValue())) {
        restore(admin, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void restore(
      Connection admin, ClinicTable table, List<List<@Nullable Object>> rows) throws SQLException {
    // H2's DELETE failed on an index entry that an earlier failed statement had taken away.
    Sql.execute(admin, "TRUNCATE TABLE " + table.sql());
    StoredRows.insert(admin, table.sql(), rows);
  }

  @Override
  public void close() throws SQLException {
    for (Connection session : sessions.values()) {
      session.close();
    }
    try (plain;
        veiled;
        plainSession;
        plainAdmin;
        veiledAdmin) {
      plainSession.clearWarnings();
    }
  }
}
