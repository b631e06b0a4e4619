package io.columnveil.cli.demo;

import io.columnveil.cli.Explanation;
import io.columnveil.cli.Ink;
import io.columnveil.cli.Screen;
import io.columnveil.cli.TextTable;
import io.columnveil.keys.HighWaterMark;
import io.columnveil.policy.model.Policy;
import io.columnveil.sql.plan.PlanPrinter;
import io.columnveil.sql.plan.StatementPlan;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells the story on one screen: the same rows as the database has them and as each person. */
final class Tour {

  private static final String QUERY =
      "SELECT id, name, email, phone, birth_date FROM customers WHERE id <= 2 ORDER BY id";

  private static final List<TextTable.Column> COLUMNS =
      List.of(
          TextTable.Column.of("id"),
          new TextTable.Column("name", 20),
          new TextTable.Column("email", 34),
          new TextTable.Column("phone", 16),
          new TextTable.Column("birth_date", 14));

  private final Screen screen;
  private final DemoDatabase database;
  private final Policy policy;
  private final List<Customer> customers;

  Tour(Screen screen, DemoDatabase database, Policy policy, List<Customer> customers) {
    this.screen = screen;
    this.database = database;
    this.policy = policy;
    this.customers = customers;
  }

  /** The whole tour, except the time that it took. */
  void show() throws SQLException {
    List<View> views = new ArrayList<>();
    views.add(
        new View(
            "What the database stores (read without Columnveil)", rows(database.raw(), QUERY)));
    for (Person person : Person.values()) {
      try (Connection veiled = database.through(person.user())) {
        views.add(new View(person.title(), rows(veiled, QUERY)));
      }
    }
    print(views);
    screen.gap();
    search();
    screen.gap();
    rewritten();
  }

  /** One table, so that columns stand below each other, with a heading above each view's rows. */
  private void print(List<View> views) {
    TextTable table =
        new TextTable(COLUMNS, views.stream().flatMap(view -> view.rows().stream()).toList());
    screen.line(
        screen.ink(Ink.BOLD, "Columnveil: ")
            + customers.size()
            + " customers on an embedded H2 database, and what each person gets for");
    screen.line(screen.ink(Ink.CYAN, QUERY));
    screen.header(table);
    Iterator<String> lines = table.rows().iterator();
    for (View view : views) {
      screen.heading(view.title());
      view.rows().forEach(row -> screen.line(lines.next()));
    }
  }

  private void search() throws SQLException {
    Customer wanted = customers.get(6);
    String byPhone = "SELECT id, name FROM customers WHERE phone = '" + wanted.phone() + "'";
    screen.heading("A search on encrypted values");
    answer(Person.CAROL, byPhone);
    answer(Person.BEN, byPhone);
    answer(Person.ALICE, "SELECT id, name FROM customers WHERE birth_date < '1970-01-01'");
  }

  private void rewritten() throws SQLException {
    String sql = "SELECT name, email /* of one */ FROM customers WHERE email = ?";
    screen.heading("A statement of marketing, and what reaches the database");
    screen.line("  ben> " + screen.ink(Ink.CYAN, sql));
    StatementPlan plan =
        Explanation.of(database.raw(), policy, HighWaterMark.NONE, Set.of("marketing"), sql);
    PlanPrinter.print(sql, plan).forEach(line -> screen.line("  " + line));
    screen.gap();
  }

  private void answer(Person person, String sql) throws SQLException {
    screen.line("  " + person.user().toLowerCase(Locale.ROOT) + "> " + screen.ink(Ink.CYAN, sql));
    try (Connection veiled = database.through(person.user())) {
      rows(veiled, sql).forEach(row -> screen.line("  " + String.join("  ", row)));
    } catch (SQLException refusal) {
      for (String line : Paragraph.wrap(String.valueOf(refusal.getMessage()), 94)) {
        screen.line("    " + screen.ink(Ink.RED, line));
      }
    }
  }

  private static List<List<String>> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int c = 1; c <= columns; c++) {
          row.add(String.valueOf(result.getString(c)));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private record View(String title, List<List<String>> rows) {}
}
