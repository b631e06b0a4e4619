package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own, with sessions that are used and live on, in which scenarios of DDL run.
 */
final class DdlPlace implements AutoCloseable {

  private static final long BOUND_MILLIS = 1_050;

  private final Database kind;
  private final People people;
  private final Map<String, Connection> sessions = new HashMap<>();

  DdlPlace(Database kind) throws SQLException {
    this.kind = kind;
    people = People.create(kind.create());
    if (people.database().isPostgres()) {
      people.database().execute("GRANT CREATE ON SCHEMA public TO alice, stranger");
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection session : sessions.values()) {
      session.close();
    }
    people.close();
  }

  /** One thing that must hold, or be done, in the words of the file. */
  record Step(String line) {

    boolean is(String verb) {
      return line.startsWith(verb + ' ');
    }

    String sql() {
      return line.substring(line.indexOf(": ") + 2);
    }

    String who() {
      return line.substring(0, line.indexOf(' '));
    }

    String expected() {
      return line.substring(line.indexOf(' ') + 1, line.indexOf(": ")).strip();
    }
  }

  /** What is done and must hold, from the file. */
  record Scenario(String title, List<Step> steps) {}

  /** Fails if something does not hold; undoes all in any case. */
  void run(Scenario scenario) throws SQLException, InterruptedException {
    warm();
    boolean changed = false;
    Throwable failure = null;
    try {
      for (Step step : scenario.steps()) {
        if (step.is("undo")) {
          continue;
        }
        if (step.is("raw")) {
          raw(step.sql());
          changed = true;
        } else if (step.is("soon")) {
          // What is used next is newer than what the sessions last saw.
          raw(step.sql());
        } else if (step.is("fresh")) {
          reconnect();
        } else {
          if (changed) {
            changed = false;
            grant();
            Thread.sleep(BOUND_MILLIS);
          }
          check(step);
        }
      }
    } catch (SQLException | AssertionError e) {
      failure = e;
    }
    for (Step step : scenario.steps()) {
      if (step.is("undo")) {
        try {
          raw(step.sql());
        } catch (SQLException e) {
          failure = failure == null ? e : failure;
        }
      }
    }
    Thread.sleep(BOUND_MILLIS);
    if (failure != null) {
      throw new AssertionError(failure.getMessage(), failure);
    }
  }

  private void raw(String sql) throws SQLException {
    people.database().execute(dialect(sql));
  }

  private String dialect(String sql) {
    boolean h2 = kind == Database.H2;
    return people
        .database()
        .dialect(
            sql.replace("${rename_column}", h2 ? "ALTER COLUMN" : "RENAME COLUMN")
                .replace("${to}", h2 ? "RENAME TO" : "TO")
                .replace("${temp}", h2 ? "LOCAL TEMPORARY" : "TEMP")
                .replace("${stored}", h2 ? "" : "STORED")
                .replace("${not_valid}", h2 ? "NOCHECK" : "NOT VALID")
                .replace("${tables_of}", h2 ? "SCHEMA" : "ALL TABLES IN SCHEMA")
                .replace("${set_schema}", h2 ? "SET SCHEMA" : "SET search_path =")
                .replace("${url}", people.database().url())
                .replace("${no_table}", h2 ? "42S02" : "42P01")
                .replace("${no_key}", h2 ? "23506" : "23503")
                .replace("${check}", h2 ? "23513" : "23514"));
  }

  private void grant() throws SQLException {
    for (String user : List.of("alice", "stranger")) {
      people.database().execute("GRANT ALL ON ${everything} TO " + user);
    }
  }

  private Connection session(String user) throws SQLException {
    Connection known = sessions.get(user);
    if (known == null) {
      known = people.connect(user.equals("admin") ? people.database().admin() : user);
      sessions.put(user, known);
    }
    return known;
  }

  private void reconnect() throws SQLException {
    for (Connection session : sessions.values()) {
      session.close();
    }
    sessions.clear();
    warm();
  }

  private void warm() throws SQLException {
    for (String user : List.of("alice", "stranger", "admin")) {
      Sql.strings(session(user), "SELECT email FROM people WHERE id = 1");
    }
  }

  private void check(Step step) throws SQLException {
    Connection session = session(step.who());
    String sql = dialect(step.sql());
    String expected = dialect(step.expected());
    String state = "";
    String message = "";
    List<@Nullable String> rows = List.of();
    try {
      if (!expected.startsWith("=") && !expected.equals("cipher")) {
        Sql.execute(session, sql);
      } else {
        rows = Sql.strings(session, sql);
      }
    } catch (SQLException e) {
      state = e.getSQLState();
      message = e.getMessage();
      assertThat(message).doesNotContain("mail.example").doesNotContain("Given-");
    }
    String what = step.line() + ": " + message;
    if (expected.startsWith("refused ")) {
      assertThat(state).as(what).isEqualTo(expected.substring(8));
      assertThat(message).as(what).contains("errors.md#");
    } else if (expected.startsWith("error ")) {
      assertThat(state).as(what).isEqualTo(expected.substring(6));
      assertThat(message).as(what).doesNotContain("errors.md#");
    } else {
      assertThat(state).as(what).isEmpty();
      if (expected.equals("cipher")) {
        assertThat(rows).as(what).isNotEmpty().allMatch(Sql::isCiphertext);
      } else if (expected.startsWith("= ")) {
        assertThat(rows).as(what).containsExactly(expected.substring(2).split(","));
      } else {
        assertThat(expected).as(what).isIn("runs", "=");
        assertThat(rows).as(what).isEmpty();
      }
    }
  }
}
