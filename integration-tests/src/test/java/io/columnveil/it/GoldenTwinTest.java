package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.it.GoldenShop.Session;
import io.columnveil.sql.plan.CaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every case that the driver's case files show as accepted also runs on a real database, through
 * the driver and on plaintext: labels, rows, update counts and what is in the tables afterwards are
 * equal. Cells that the case says are masked or ciphertext must be that. Each case must succeed on
 * plaintext at least once, so that none passes by failing on both sides.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenTwinTest {

  private static final Pattern WITHHELD =
      Pattern.compile("-- column (\\d+): .*?, (decrypted and masked|ciphertext.*|NULL.*)");

  /** Where the constraints of the full tables let no values through. */
  private static final List<List<String>> FEWER_ROWS =
      List.of(
          List.of("DELETE FROM contacts WHERE id <> 1"),
          List.of("DELETE FROM contacts WHERE id <> 3"),
          List.of("DELETE FROM users WHERE id > 1"),
          List.of("DELETE FROM users WHERE id > 1", "DELETE FROM contacts WHERE id <> 3"),
          List.of("DELETE FROM users"));

  private static final Set<String> PROTECTED =
      Set.of("email", "phone", "full_name", "born", "code", "login", "ref", "age", "held");

  private final Map<String, GoldenShop> shops = new HashMap<>();

  @AfterAll
  void close() throws SQLException {
    for (GoldenShop shop : shops.values()) {
      shop.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyAcceptedCaseGivesWhatPlaintextGives() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path path : CaseFile.in(GoldenShop.CASES)) {
      for (CaseFile.Case one : CaseFile.read(path).cases()) {
        if (one.isAccepted() && one.twin().isEmpty() && GoldenShop.suits(one.database())) {
          tests.add(
              DynamicTest.dynamicTest(
                  path.getFileName() + ":" + one.line() + " " + one, () -> run(one)));
        }
      }
    }
    return tests.stream();
  }

  /** So what the cases say of a database's code is what its catalog tells of it. */
  @TestFactory
  Stream<DynamicTest> everyRefusedCaseIsRefusedWithARealCatalog() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path path : CaseFile.in(GoldenShop.CASES)) {
      for (CaseFile.Case one : CaseFile.read(path).cases()) {
        boolean mayBeSaidByTheDatabase = code(one).equals("42V01");
        if (!one.isAccepted()
            && one.twin().isEmpty()
            && !mayBeSaidByTheDatabase
            && GoldenShop.suits(one.database())) {
          tests.add(
              DynamicTest.dynamicTest(
                  path.getFileName() + ":" + one.line() + " " + one, () -> refuse(one)));
        }
      }
    }
    return tests.stream();
  }

  private static String code(CaseFile.Case one) {
    return one.isAccepted() ? "" : one.expected().get(0).split(" ")[2];
  }

  private void refuse(CaseFile.Case one) throws SQLException {
    Session session = shop(one.database()).session(one.role());
    try (Statement statement = session.guarded().createStatement()) {
      assertThatThrownBy(() -> statement.execute(one.sql()))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("errors.md#" + code(one));
    } finally {
      session.rollback();
    }
  }

  private GoldenShop shop(String database) throws SQLException {
    GoldenShop known = shops.get(database);
    if (known == null) {
      String[] words = database.split(" ");
      Database kind = words[0].equals("h2") ? Database.H2 : Database.POSTGRESQL;
      known = GoldenShop.create(kind, words.length > 1 ? words[1] : "");
      shops.put(database, known);
    }
    return known;
  }

  private void run(CaseFile.Case one) throws SQLException {
    GoldenShop shop = shop(one.database());
    Session session = shop.session(one.role());
    int[] types;
    try {
      types = GoldenValues.types(session.plain(), one.sql());
    } finally {
      session.rollback();
    }
    boolean succeeded = succeeds(shop, session, one, types, List.of());
    for (int i = 0; i < FEWER_ROWS.size() && !succeeded; i++) {
      succeeded = succeeds(shop, session, one, types, FEWER_ROWS.get(i));
    }
    assertThat(succeeded).as("succeeds on plaintext with some values").isTrue();
  }

  /** Runs it with all values, after a preparation; says whether it ever was no error. */
  private static boolean succeeds(
      GoldenShop shop, Session session, CaseFile.Case one, int[] types, List<String> before)
      throws SQLException {
    boolean succeeded = false;
    int rounds = types.length == 0 ? 1 : GoldenValues.ROUNDS;
    for (int round = 0; round < rounds; round++) {
      try {
        for (String sql : before) {
          Sql.execute(session.plain(), sql);
          Sql.execute(session.guarded(), sql);
        }
        succeeded |= runOnce(shop, session, one, types, round);
      } finally {
        session.rollback();
      }
    }
    return succeeded;
  }

  private static boolean runOnce(
      GoldenShop shop, Session session, CaseFile.Case one, int[] types, int round)
      throws SQLException {
    Outcome expected = outcome(session.plain(), one.sql(), types, round);
    Outcome actual = outcome(session.guarded(), one.sql(), types, round);
    String what = one.sql() + " round " + round;
    if (expected instanceof Outcome.Failed failed) {
      assertThat(actual).as(what).isInstanceOf(Outcome.Failed.class);
      assertThat(((Outcome.Failed) actual).state()).as(what).isEqualTo(failed.state());
      return false;
    }
    if (expected instanceof Outcome.Rows rows && actual instanceof Outcome.Rows found) {
      assertSameRows(one, rows, found, what);
    } else {
      assertThat(actual).as(what).isEqualTo(expected);
    }
    assertSameTables(shop, session, one, what);
    return true;
  }

  private static void assertSameRows(
      CaseFile.Case one, Outcome.Rows expected, Outcome.Rows actual, String what) {
    assertThat(Twin.comparable(actual.labels()))
        .as(what)
        .isEqualTo(Twin.comparable(expected.labels()));
    if (one.sql().startsWith("EXPLAIN")) {
      return; // the planner's choice depends on the width of the rows
    }
    Map<Integer, String> withheld = withheld(one);
    for (List<@Nullable Object> row : actual.rows()) {
      withheld.forEach((column, how) -> assertWithheld(row.get(column), how, what));
    }
    assertThat(sorted(actual.rows(), withheld))
        .as(what)
        .isEqualTo(sorted(expected.rows(), withheld));
  }

  /** Columns, from 0, that the role does not get as they are. */
  private static Map<Integer, String> withheld(CaseFile.Case one) {
    Map<Integer, String> columns = new HashMap<>();
    for (String line : one.expected()) {
      Matcher matcher = WITHHELD.matcher(line);
      if (matcher.matches()) {
        columns.put(Integer.parseInt(matcher.group(1)) - 1, matcher.group(2));
      }
    }
    return columns;
  }

  private static void assertWithheld(@Nullable Object cell, String how, String what) {
    if (cell == null) {
      return;
    }
    if (how.startsWith("NULL")) {
      throw new AssertionError(what + ": a cell must be NULL");
    } else if (how.startsWith("ciphertext")) {
      assertThat(Sql.isCiphertext(cell.toString())).as(what).isTrue();
    } else {
      assertThat(cell.toString()).as(what).contains("*");
    }
  }

  /** Of a withheld cell only whether it is NULL can be compared. */
  private static List<List<@Nullable Object>> sorted(
      List<List<@Nullable Object>> rows, Map<Integer, String> withheld) {
    List<List<@Nullable Object>> copy = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> cells = new ArrayList<>(row);
      withheld.forEach((column, how) -> cells.set(column, isComparable(cells.get(column), how)));
      copy.add(cells);
    }
    copy.sort(Comparator.comparing(String::valueOf));
    return copy;
  }

  private static Object isComparable(@Nullable Object cell, String how) {
    return cell == null && !how.startsWith("NULL") ? "null" : "withheld";
  }

  private static void assertSameTables(
      GoldenShop shop, Session session, CaseFile.Case one, String what) throws SQLException {
    for (String table : GoldenShop.TABLES) {
      String sql = "SELECT * FROM " + table;
      Outcome.Rows expected = rows(session.plain(), sql);
      Outcome.Rows stored = rows(session.stored(), sql);
      Outcome.Rows actual = rows(session.guarded(), sql);
      String where = what + ": " + table;
      assertThat(actual.labels()).as(where).isEqualTo(expected.labels());
      Map<Integer, String> withheld = protectedColumns(expected);
      assertNoPlaintext(shop, stored, where);
      if (one.role().equals("officer")) {
        withheld = Map.of();
      }
      assertThat(sorted(actual.rows(), withheld))
          .as(where)
          .isEqualTo(sorted(expected.rows(), withheld));
    }
  }

  private static void assertNoPlaintext(GoldenShop shop, Outcome.Rows stored, String where) {
    if (shop.holdsOldPlaintext() || where.endsWith("other.users")) {
      return;
    }
    Set<Integer> columns = protectedColumns(stored).keySet();
    for (List<@Nullable Object> row : stored.rows()) {
      for (int column : columns) {
        String cell = String.valueOf(row.get(column));
        assertThat(Twin.containsMarker(cell)).as("plaintext stored: " + where).isFalse();
      }
    }
  }

  private static Map<Integer, String> protectedColumns(Outcome.Rows rows) {
    Map<Integer, String> columns = new HashMap<>();
    for (int i = 0; i < rows.labels().size(); i++) {
      String name = rows.labels().get(i).toLowerCase(Locale.ROOT);
      if (PROTECTED.contains(name)) {
        columns.put(i, name.equals("born") ? "NULL" : "ciphertext");
      }
    }
    return columns;
  }

  private static Outcome.Rows rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return StatementRun.rows(statement.executeQuery(sql));
    }
  }

  private static Outcome outcome(Connection connection, String sql, int[] types, int round) {
    try {
      if (types.length == 0) {
        try (Statement statement = connection.createStatement()) {
          return outcome(statement, statement.execute(sql));
        }
      }
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        GoldenValues.bind(statement, types, round);
        return outcome(statement, statement.execute());
      }
    } catch (SQLException e) {
      return StatementRun.error(e);
    }
  }

  private static Outcome outcome(Statement statement, boolean rows) throws SQLException {
    return rows
        ? StatementRun.rows(statement.getResultSet())
        : new Outcome.Counts(List.of(statement.getUpdateCount()));
  }
}
