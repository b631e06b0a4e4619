package io.columnveil.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One application connection under load. It works on rows of its own, so that the twin can run the
 * same statement and must give the same; and on counters that all workers share, whose sums are
 * compared at the end.
 */
final class RotationWorker implements Runnable {

  /** Announced: what was batched was encoded for the phase before. */
  private static final String BATCH_REFUSED = "0AV05";

  private static final int VALUES = 12;

  private static final int STEPS = 27;

  /** Rows of a worker's own that are kept, so that a long load does not slow itself down. */
  private static final int KEPT = 250;

  private final int owner;
  private final Connection plain;
  private final Connection veiled;
  private final Random random;
  private final AtomicBoolean stop;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();
  private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong statements = new AtomicLong();
  private final AtomicLong refusedBatches = new AtomicLong();
  private final AtomicLong hits = new AtomicLong();
  private final AtomicLong calls = new AtomicLong();
  private final Latencies latencies = new Latencies();
  private final boolean postgres;
  private long nextId;

  RotationWorker(
      int owner, Connection plain, Connection veiled, boolean postgres, AtomicBoolean stop) {
    this.owner = owner;
    this.plain = plain;
    this.veiled = veiled;
    this.postgres = postgres;
    this.stop = stop;
    this.random = new Random(owner);
    this.nextId = owner * 1_000_000L;
  }

  List<String> failures() {
    return failures;
  }

  long statements() {
    return statements.get();
  }

  long refusedBatches() {
    return refusedBatches.get();
  }

  long hits() {
    return hits.get();
  }

  long calls() {
    return calls.get();
  }

  /** How long the statements through the driver took. */
  Latencies latencies() {
    return latencies;
  }

  /** Some statements, one after another. */
  void steps(int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      step(random.nextInt(STEPS));
    }
  }

  @Override
  public void run() {
    try {
      for (int i = 0; i < 20; i++) {
        insert();
      }
      while (!stop.get() && failures.size() < 5) {
        step(random.nextInt(STEPS));
        sleep(random.nextInt(3)); // an application does something else too
      }
    } catch (SQLException | RuntimeException e) {
      failures.add("worker " + owner + " ended: " + e);
    }
  }

  private String email() {
    return "w" + owner + "-" + random.nextInt(VALUES) + "@mail.example";
  }

  private String phone() {
    return "+1555" + owner + "00" + random.nextInt(VALUES);
  }

  private void step(int what) throws SQLException {
    switch (what) {
      case 0, 1 -> both("SELECT id, email, city FROM users WHERE email = ?", email());
      case 2 -> both("SELECT id, phone FROM users WHERE phone = ?", phone());
      case 3 -> literal("SELECT id FROM users WHERE phone = '" + phone() + "'");
      case 4 ->
          literal("SELECT id FROM users WHERE email IN ('" + email() + "', '" + email() + "')");
      case 5 ->
          both(
              "SELECT u.id, c.id, c.email FROM users u JOIN contacts c ON u.email = c.email"
                  + " WHERE u.owner = ?",
              owner);
      case 6 ->
          both(
              "SELECT u.id, c.id FROM users u JOIN contacts c USING (phone) WHERE u.owner = ?",
              owner);
      case 7 -> both("SELECT email, count(*) FROM contacts WHERE owner = ? GROUP BY email", owner);
      case 8 -> both("SELECT phone, count(*) FROM contacts WHERE owner = ? GROUP BY phone", owner);
      case 9 ->
          both(
              "SELECT count(DISTINCT email), count(DISTINCT phone) FROM contacts WHERE owner = ?",
              owner);
      case 10, 11, 12 -> insert();
      case 13 -> upsert();
      case 14 -> both("UPDATE users SET email = ? WHERE email = ?", email(), email());
      case 15 -> both("UPDATE users SET phone = ?, city = 'x' WHERE phone = ?", phone(), phone());
      case 16 -> both("DELETE FROM users WHERE phone = ?", phone());
      case 17 -> both("UPDATE contacts SET email = NULL WHERE phone = ?", phone());
      case 18 -> {
        if (postgres) {
          both(
              "UPDATE contacts SET email = u.email, phone = u.phone FROM users u"
                  + " WHERE u.id = contacts.id AND u.owner = ?",
              owner);
        }
      }
      case 19 -> both("SELECT * FROM users WHERE owner = ? AND email IS NOT NULL", owner);
      case 20 ->
          both(
              "SELECT id FROM users WHERE owner = ? AND email IN"
                  + " (SELECT email FROM contacts WHERE phone IS NOT NULL)",
              owner);
      case 21 -> both("SELECT DISTINCT phone FROM users WHERE owner = ?", owner);
      case 22 -> transaction();
      case 23 -> batch();
      case 24, 25 -> count();
      case 26 -> others();
      default -> throw new IllegalStateException();
    }
  }

  private void insert() throws SQLException {
    nextId++;
    both(
        "INSERT INTO users (id, owner, email, phone) VALUES (?, ?, ?, ?)",
        nextId,
        owner,
        email(),
        phone());
    both(
        "INSERT INTO contacts (id, owner, email, phone) VALUES (?, ?, ?, ?)",
        nextId,
        owner,
        email(),
        phone());
    if (nextId % KEPT == 0) {
      both("DELETE FROM contacts WHERE owner = ? AND id < ?", owner, nextId - KEPT);
    }
  }

  private void upsert() throws SQLException {
    if (!postgres) {
      return;
    }
    nextId++;
    both(
        "INSERT INTO users (id, owner, email, city) VALUES (?, ?, ?, 'up')"
            + " ON CONFLICT (email) DO UPDATE SET city = EXCLUDED.city, email = EXCLUDED.email",
        nextId,
        owner,
        email());
    nextId++;
    both(
        "INSERT INTO users (id, owner, phone) VALUES (?, ?, ?) ON CONFLICT (phone) DO NOTHING",
        nextId,
        owner,
        phone());
  }

  /** Several statements on one snapshot, kept or taken back. */
  private void transaction() throws SQLException {
    boolean repeatable = postgres && random.nextBoolean();
    boolean commit = random.nextBoolean();
    String email = email();
    for (Connection connection : List.of(plain, veiled)) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(
          repeatable
              ? Connection.TRANSACTION_REPEATABLE_READ
              : Connection.TRANSACTION_READ_COMMITTED);
    }
    try {
      both("SELECT id FROM users WHERE email = ?", email);
      sleep(random.nextInt(stop.get() ? 1 : 300));
      both("SELECT id FROM users WHERE email = ?", email);
      if (!repeatable) { // another writer, also the row mover, may make an update fail by 40001
        both("UPDATE users SET city = 't' WHERE email = ?", email);
      }
      both("SELECT id, city FROM users WHERE phone = ?", phone());
      sleep(random.nextInt(stop.get() ? 1 : 300));
      both("SELECT city FROM users WHERE email = ?", email);
    } finally {
      for (Connection connection : List.of(plain, veiled)) {
        if (commit) {
          connection.commit();
        } else {
          connection.rollback();
        }
        connection.setAutoCommit(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    }
  }

  /** A batch that is pending for a while. */
  private void batch() throws SQLException {
    String sql = "UPDATE users SET email = ? WHERE email = ?";
    List<String> values = List.of(email(), email());
    try (PreparedStatement batch = veiled.prepareStatement(sql)) {
      statements.incrementAndGet();
      List<Object> plainResult = new ArrayList<>();
      try {
        for (int i = 0; i < 2; i++) {
          batch.setString(1, values.get(0));
          batch.setString(2, values.get(1));
          batch.addBatch();
          sleep(random.nextInt(stop.get() ? 1 : 100));
        }
        int[] counts = batch.executeBatch();
        plainResult.add("ok " + (counts[0] + counts[1]));
      } catch (SQLException e) {
        if (BATCH_REFUSED.equals(e.getSQLState())) {
          refusedBatches.incrementAndGet();
          return;
        }
        plainResult.add("error " + e.getSQLState());
      }
      List<Object> expected = new ArrayList<>();
      try (PreparedStatement twin = plain.prepareStatement(sql)) {
        for (int i = 0; i < 2; i++) {
          twin.setString(1, values.get(0));
          twin.setString(2, values.get(1));
          twin.addBatch();
        }
        int[] counts = twin.executeBatch();
        expected.add("ok " + (counts[0] + counts[1]));
      } catch (SQLException e) {
        expected.add("error " + e.getSQLState());
      }
      compare(sql + " batch", expected, plainResult);
    }
  }

  /** Counters that all workers count up, by the value that conflicts. */
  private void count() throws SQLException {
    if (!postgres) {
      return;
    }
    boolean email = random.nextBoolean();
    String value =
        email ? "shared-" + random.nextInt(40) + "@mail.example" : "+1777" + random.nextInt(40);
    String sql =
        email
            ? "INSERT INTO hits (email, n) VALUES (?, 1)"
                + " ON CONFLICT (email) DO UPDATE SET n = hits.n + 1"
            : "INSERT INTO calls (phone, n) VALUES (?, 1)"
                + " ON CONFLICT (phone) DO UPDATE SET n = calls.n + 1";
    statements.incrementAndGet();
    try (PreparedStatement statement = veiled.prepareStatement(sql)) {
      statement.setString(1, value);
      statement.executeUpdate();
      (email ? hits : calls).incrementAndGet();
    } catch (SQLException e) {
      failures.add(sql + ": " + e.getSQLState() + " " + e.getMessage());
    }
    // Now and then they begin anew, so that first insertions meet.
    if (random.nextInt(20) == 0) {
      String delete =
          email ? "DELETE FROM hits WHERE email = ?" : "DELETE FROM calls WHERE phone = ?";
      String read =
          email ? "SELECT n FROM hits WHERE email = ?" : "SELECT n FROM calls WHERE phone = ?";
      veiled.setAutoCommit(false);
      try {
        List<Object> before = rows(veiled, read + " FOR UPDATE", value);
        rows(veiled, delete, value);
        veiled.commit();
        if (!before.isEmpty()) {
          long n = ((Number) ((List<?>) before.get(0)).get(0)).longValue();
          (email ? hits : calls).addAndGet(-n);
        }
      } finally {
        veiled.rollback();
        veiled.setAutoCommit(true);
      }
    }
  }

  /**
   * What another worker is writing at the moment, which may use the other instance of the driver:
   * there is no twin of it, but each value must be one of that worker's.
   */
  private void others() {
    int other = owner + 1;
    String sql = "SELECT email, phone FROM users WHERE owner = " + other;
    statements.incrementAndGet();
    for (Object row : outcome(veiled, sql)) {
      if (!row.toString()
          .matches(
              "\\[(null|w%d-\\d+@mail.example), (null|\\+1555%d00\\d+)]".formatted(other, other))) {
        failures.add("worker " + owner + " " + sql + ": " + row);
      }
    }
  }

  private void literal(String sql) {
    statements.incrementAndGet();
    compare(sql, outcome(plain, sql), outcome(veiled, sql));
  }

  private static List<Object> outcome(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return read(rows);
    } catch (SQLException e) {
      return List.of("error " + e.getSQLState());
    }
  }

  private void both(String sql, Object... parameters) throws SQLException {
    statements.incrementAndGet();
    boolean inTransaction = !veiled.getAutoCommit();
    List<Object> expected = tried(plain, sql, parameters);
    long begun = System.nanoTime();
    List<Object> actual = tried(veiled, sql, parameters);
    latencies.add(System.nanoTime() - begun);
    compare(sql, expected, actual);
    if (inTransaction && (failed(expected) || failed(actual))) {
      plain.rollback();
      veiled.rollback();
    }
  }

  private static boolean failed(List<Object> outcome) {
    return outcome.size() == 1 && String.valueOf(outcome.get(0)).startsWith("error ");
  }

  private List<Object> tried(Connection connection, String sql, Object... parameters) {
    try {
      return rows(connection, sql, parameters);
    } catch (SQLException e) {
      if (connection == veiled && !"23505".equals(e.getSQLState())) {
        failures.add("worker " + owner + " " + sql + ": " + e.getSQLState() + " " + e.getMessage());
      }
      return List.of("error " + e.getSQLState());
    }
  }

  /** Statements stay prepared over all phases. */
  private List<Object> rows(Connection connection, String sql, Object... parameters)
      throws SQLException {
    String key = (connection == plain ? "plain " : "veiled ") + sql;
    PreparedStatement statement = prepared.get(key);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(key, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    if (!statement.execute()) {
      return List.of("changed " + statement.getUpdateCount());
    }
    try (ResultSet rows = Objects.requireNonNull(statement.getResultSet())) {
      return read(rows);
    }
  }

  private static List<Object> read(ResultSet rows) throws SQLException {
    int width = rows.getMetaData().getColumnCount();
    List<Object> read = new ArrayList<>();
    while (rows.next()) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 1; i <= width; i++) {
        row.add(rows.getObject(i));
      }
      read.add(row);
    }
    read.sort(java.util.Comparator.comparing(String::valueOf));
    return read;
  }

  private void compare(String sql, List<Object> expected, List<Object> actual) {
    if (!expected.toString().equals(actual.toString())) {
      failures.add("worker " + owner + " " + sql + ": expected " + expected + ", was " + actual);
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
