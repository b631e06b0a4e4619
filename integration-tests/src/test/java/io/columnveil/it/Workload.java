package io.columnveil.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What an application does with a table of customers, as a unit that can be repeated. The same code
 * runs on the raw driver with a plain table and through ours with a protected one.
 */
enum Workload {
  /** A prepared point lookup by an encrypted column that is searched through a lookup column. */
  LOOKUP("prepared point lookup by an encrypted column", 100) {
    @Override
    Session open(Connection connection) throws SQLException {
      PreparedStatement select =
          connection.prepareStatement(
              "SELECT id, email, phone, full_name, city FROM customers WHERE email = ?");
      return iteration -> {
        select.setString(1, email(1 + iteration * 7919L % BenchmarkTables.CUSTOMERS));
        return consume(select.executeQuery(), 5);
      };
    }
  },
  /** The same by a deterministic column. */
  DETERMINISTIC_LOOKUP("the same by a deterministic column", 100) {
    @Override
    Session open(Connection connection) throws SQLException {
      PreparedStatement select =
          connection.prepareStatement("SELECT id, full_name FROM customers WHERE phone = ?");
      return iteration -> {
        select.setString(1, phone(1 + iteration * 7919L % BenchmarkTables.CUSTOMERS));
        return consume(select.executeQuery(), 2);
      };
    }
  },
  /** A lookup whose operand is a literal in the text, which is new every time. */
  LITERAL_LOOKUP("point lookup by a literal", 100) {
    @Override
    Session open(Connection connection) throws SQLException {
      Statement select = connection.createStatement();
      return iteration ->
          consume(
              select.executeQuery(
                  "SELECT id, email, phone, full_name, city FROM customers WHERE email = '"
                      + email(1 + iteration * 7919L % BenchmarkTables.CUSTOMERS)
                      + "'"),
              5);
    }
  },
  /** One row with three encrypted columns, committed. */
  INSERT("single insert with three encrypted columns", 100) {
    @Override
    Session open(Connection connection) throws SQLException {
      PreparedStatement insert = connection.prepareStatement(INSERT_INTO_SIGNUPS);
      return iteration -> {
        row(insert, iteration);
        return insert.executeUpdate();
      };
    }
  },
  /** A thousand rows in one batch and transaction. */
  BATCH("1000-row batch with three encrypted columns", 1) {
    @Override
    Session open(Connection connection) throws SQLException {
      PreparedStatement insert = connection.prepareStatement(INSERT_INTO_SIGNUPS);
      return iteration -> {
        connection.setAutoCommit(false);
        for (int i = 0; i < 1000; i++) {
          row(insert, iteration * 1000 + i);
          insert.addBatch();
        }
        int rows = insert.executeBatch().length;
        connection.commit();
        connection.setAutoCommit(true);
        return rows;
      };
    }
  },
  /** All customers, three encrypted columns of each. */
  SCAN("scan of 100,000 rows with three encrypted columns", 1) {
    @Override
    Session open(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
      Statement select = connection.createStatement();
      select.setFetchSize(1000);
      return iteration -> {
        int seen = consume(select.executeQuery("SELECT email, phone, full_name FROM customers"), 3);
        connection.commit();
        return seen;
      };
    }
  },
  /** A prepared query of a table that is not protected. */
  UNPROTECTED_QUERY("prepared query without protected tables", 100) {
    @Override
    Session open(Connection connection) throws SQLException {
      PreparedStatement select =
          connection.prepareStatement("SELECT id, name, country FROM towns WHERE id = ?");
      return iteration -> {
        select.setLong(1, 1 + iteration % BenchmarkTables.TOWNS);
        return consume(select.executeQuery(), 3);
      };
    }
  },
  /** A query text that is new every time, of a table that is not protected. */
  UNPROTECTED_LITERAL("literal query without protected tables", 100) {
    @Override
    Session open(Connection connection) throws SQLException {
      Statement select = connection.createStatement();
      return iteration ->
          consume(
              select.executeQuery(
                  "SELECT id, name, country FROM towns WHERE id = "
                      + (1 + iteration % BenchmarkTables.TOWNS)),
              3);
    }
  },
  /** Many rows of a table that is not protected. */
  UNPROTECTED_SCAN("scan without protected tables", 2) {
    @Override
    Session open(Connection connection) throws SQLException {
      Statement select = connection.createStatement();
      return iteration ->
          consume(select.executeQuery("SELECT id, name, country FROM towns ORDER BY id"), 3);
    }
  };

  private static final String INSERT_INTO_SIGNUPS =
      "INSERT INTO signups (email, phone, full_name, city) VALUES (?, ?, ?, ?)";

  /** Something that is done once per iteration. */
  interface Session {
    int run(long iteration) throws SQLException;
  }

  private final String title;
  private final int repetitions;

  Workload(String title, int repetitions) {
    this.title = title;
    this.repetitions = repetitions;
  }

  /** Prepares it on a connection of its own. */
  abstract Session open(Connection connection) throws SQLException;

  String title() {
    return title;
  }

  /** How often it is run in a row before the other connection has its turn. */
  int repetitions() {
    return repetitions;
  }

  static String email(long id) {
    return "customer." + inNoOrder(id) + "@mail.example";
  }

  static String phone(long id) {
    return "+1555" + inNoOrder(id);
  }

  /**
   * As in life: an index of values that come in ascending order is written at one end only, which
   * no index of ciphertext ever is.
   */
  private static long inNoOrder(long id) {
    return 100_000_000 + id * 48_271 % 99_999_989;
  }

  static void row(PreparedStatement insert, long id) throws SQLException {
    insert.setString(1, email(id));
    insert.setString(2, phone(id));
    insert.setString(3, "Given-Name Family-Name " + id);
    insert.setString(4, "Oslo");
  }

  private static int consume(ResultSet result, int columns) throws SQLException {
    int length = 0;
    try (result) {
      while (result.next()) {
        for (int i = 1; i <= columns; i++) {
          length += result.getString(i).length();
        }
      }
    }
    return length;
  }
}
