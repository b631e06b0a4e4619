package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pooled connections in the middle of their work when the keys are taken away: a result and a
 * cursor that are open, batches that are pending, parameters that are set, prepared statements.
 */
final class OpenSessions implements AutoCloseable {

  private static final String EMAIL = "ann@mail.example";
  private static final int ROWS = 60;

  private final boolean postgres;
  private final List<Connection> connections = new ArrayList<>();
  private final Connection reader;
  private final Connection cursors;
  private final Connection writer;
  private final Connection stranger;
  private final PreparedStatement byEmail;
  private final PreparedStatement cityOf;
  private final ResultSet result;
  private final ResultSet cursor;
  private final PreparedStatement batch;
  private final Statement literalBatch;
  private final PreparedStatement ready;
  private final PreparedStatement insert;
  private long nextId;

  OpenSessions(People people, HikariDataSource pool, long firstId) throws SQLException {
    postgres = people.database().isPostgres();
    nextId = firstId;
    reader = open(pool.getConnection());
    cursors = open(pool.getConnection());
    writer = open(pool.getConnection());
    stranger = open(people.connect("stranger"));
    byEmail = reader.prepareStatement("SELECT email, city FROM people WHERE email = ?");
    cityOf = reader.prepareStatement("SELECT city FROM people WHERE id = ?");
    assertThat(lookUp()).isEqualTo(EMAIL);

    result = cursors.createStatement().executeQuery("SELECT email, city FROM people ORDER BY id");
    assertThat(next(result)).isEqualTo(EMAIL);
    cursors.setAutoCommit(false);
    PreparedStatement pages =
        cursors.prepareStatement("SELECT full_name, id FROM people WHERE id >= 1000 ORDER BY id");
    pages.setFetchSize(10);
    cursor = pages.executeQuery();
    assertThat(next(cursor)).isEqualTo("Given-0");

    insert = writer.prepareStatement("INSERT INTO people (id, email, city) VALUES (?, ?, ?)");
    insert(nextId++, insert, "was-written");
    insert.executeUpdate();
    batch = writer.prepareStatement("INSERT INTO people (id, email, city) VALUES (?, ?, ?)");
    for (int i = 0; i < 2; i++) {
      insert(nextId++, batch, "batch-" + i);
      batch.addBatch();
    }
    literalBatch = writer.createStatement();
    literalBatch.addBatch("UPDATE people SET phone = '+15559990001' WHERE id = 1");
    ready = writer.prepareStatement("UPDATE people SET full_name = ? WHERE id = ?");
    ready.setString(1, "Given-Ready");
    ready.setLong(2, 2);
  }

  /** Rows for cursors, written once. */
  static void load(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO people (id, full_name, city) VALUES (?, ?, 'Oslo')")) {
      for (int i = 0; i < ROWS; i++) {
        insert.setLong(1, 1000 + i);
        insert.setString(2, "Given-" + i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private Connection open(Connection connection) {
    connections.add(connection);
    return connection;
  }

  private static void insert(long id, PreparedStatement statement, String name)
      throws SQLException {
    statement.setLong(1, id);
    statement.setString(2, name + id + "@mail.example");
    statement.setString(3, "Oslo");
  }

  private static @Nullable String next(ResultSet rows) throws SQLException {
    assertThat(rows.next()).isTrue();
    return rows.getString(1);
  }

  /** The point lookup of a prepared statement, which needs the key of tokens and that of values. */
  @Nullable String lookUp() throws SQLException {
    byEmail.setString(1, EMAIL);
    try (ResultSet rows = byEmail.executeQuery()) {
      return next(rows);
    }
  }

  /** What the database calls these connections. */
  List<@Nullable String> backends() throws SQLException {
    List<@Nullable String> names = new ArrayList<>();
    for (Connection connection : connections) {
      names.add(
          Sql.string(connection, postgres ? "SELECT pg_backend_pid()" : "SELECT session_id()"));
    }
    return names;
  }

  /** What must fail now, each with its name. */
  Map<String, Sql.Action> deadNow() {
    Map<String, Sql.Action> dead = new LinkedHashMap<>();
    dead.put("a prepared lookup", this::lookUp);
    dead.put(
        "a lookup by a literal",
        () -> Sql.execute(reader, "SELECT id FROM people WHERE phone = '+15550000001'"));
    dead.put("the next row of an open result", () -> next(result));
    dead.put("the next row of an open cursor", () -> next(cursor));
    dead.put(
        "a row that an open cursor fetches now",
        () -> {
          for (int i = 0; i < 20; i++) {
            assertThat(cursor.next()).isTrue();
          }
          cursor.getString("full_name");
        });
    dead.put("a pending batch", batch::executeBatch);
    dead.put("a pending batch of texts", literalBatch::executeBatch);
    dead.put("a statement whose parameters were set before", ready::executeUpdate);
    dead.put(
        "an insert",
        () -> {
          insert(nextId, insert, "late");
          insert.executeUpdate();
        });
    dead.put(
        "an insert with literals",
        () -> Sql.execute(writer, "INSERT INTO people (id, phone, city) VALUES (77, '+1', 'x')"));
    dead.put(
        "a write by a session without grants",
        () -> Sql.execute(stranger, "UPDATE people SET phone = '+1' WHERE id = 1"));
    return dead;
  }

  /** What must work now, as always. */
  void requireOthersAlive() throws SQLException {
    assertThat(Sql.string(reader, "SELECT count(*) FROM towns")).isEqualTo("2");
    cityOf.setLong(1, 1);
    try (ResultSet rows = cityOf.executeQuery()) {
      assertThat(next(rows)).isEqualTo("Oslo");
    }
    assertThat(result.getString("city")).as("of the row whose e-mail is dead").isNotNull();
    assertThat(cursor.getLong("id")).isGreaterThanOrEqualTo(1000);
    Sql.execute(writer, "UPDATE people SET city = 'Rome' WHERE id = 2");
    Sql.execute(writer, "UPDATE people SET city = ? WHERE id = ?", "Rome", 2);
    assertThat(Sql.string(stranger, "SELECT email FROM people WHERE id = 1"))
        .matches(Sql::isCiphertext);
    assertThat(Sql.string(cursors, "SELECT count(*) FROM accounts")).isEqualTo("1");
    assertThat(cursors.getMetaData().getDatabaseProductName()).isNotEmpty();
  }

  /** All goes on, save results that were open: they are run again. */
  void requireAllHealed() throws SQLException {
    assertThat(batch.executeBatch()).hasSize(2);
    // Its literals were encoded for keys that are gone: that is announced, not repaired.
    Sql.refused(writer, "0AV05", "a batch of texts", literalBatch::executeBatch);
    literalBatch.addBatch("UPDATE people SET phone = '+15559990001' WHERE id = 1");
    assertThat(literalBatch.executeBatch()).containsExactly(1);
    assertThat(Sql.string(reader, "SELECT phone FROM people WHERE id = 1"))
        .isEqualTo("+15559990001");
    assertThat(ready.executeUpdate()).isEqualTo(1);
    assertThat(Sql.string(reader, "SELECT full_name FROM people WHERE id = 2"))
        .isEqualTo("Given-Ready");
    insert(nextId, insert, "healed-");
    assertThat(insert.executeUpdate()).isEqualTo(1);
    assertThat(
            Sql.strings(
                reader,
                "SELECT id FROM people WHERE email = ?",
                "healed-" + nextId + "@mail.example"))
        .containsExactly(String.valueOf(nextId));
    try (ResultSet again = ((PreparedStatement) cursor.getStatement()).executeQuery()) {
      for (int i = 0; i < ROWS; i++) {
        assertThat(next(again)).isEqualTo("Given-" + i);
      }
    }
    cursors.commit();
    cursors.setAutoCommit(true);
    assertThat(Sql.strings(cursors, "SELECT email FROM people WHERE email IS NOT NULL"))
        .contains(EMAIL, "batch-1" + (nextId - 1) + "@mail.example");
    assertThat(Sql.string(stranger, "SELECT email FROM people WHERE id = 1"))
        .matches(Sql::isCiphertext);
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
