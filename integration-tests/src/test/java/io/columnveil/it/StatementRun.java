package io.columnveil.it;

import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ways in which an application runs a statement; each gives an {@link Outcome}. */
enum StatementRun {
  /** {@code Statement.execute}, parameters written as literals. */
  PLAIN {
    @Override
    Outcome run(Connection connection, TwinStatement given) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        boolean rows = statement.execute(given.inlined().sql());
        return outcome(statement, rows);
      }
    }

    @Override
    boolean suits(TwinStatement statement) {
      return !statement.sql().contains("?1"); // numbered placeholders are for prepared statements
    }
  },
  /** {@code PreparedStatement.execute}. */
  PREPARED {
    @Override
    Outcome run(Connection connection, TwinStatement given) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(given.sql())) {
        bind(statement, given);
        boolean rows = statement.execute();
        return outcome(statement, rows);
      }
    }
  },
  /** A prepared batch of one. */
  BATCH {
    @Override
    Outcome run(Connection connection, TwinStatement given) throws SQLException {
      try (PreparedStatement statement = connection.prepareStatement(given.sql())) {
        bind(statement, given);
        statement.addBatch();
        return counts(statement.executeBatch());
      }
    }

    @Override
    boolean suits(TwinStatement statement) {
      // pgjdbc itself fails on several statements in one prepared batch.
      return returnsNoRows(statement) && !statement.name().startsWith("multi-statement");
    }
  },
  /** A plain batch of one. */
  PLAIN_BATCH {
    @Override
    Outcome run(Connection connection, TwinStatement given) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.addBatch(given.inlined().sql());
        return counts(statement.executeBatch());
      }
    }

    @Override
    boolean suits(TwinStatement statement) {
      return returnsNoRows(statement);
    }
  };

  abstract Outcome run(Connection connection, TwinStatement statement) throws SQLException;

  /** Whether it makes sense for that statement. */
  boolean suits(TwinStatement statement) {
    return true;
  }

  /** Runs it; errors become outcomes. */
  Outcome of(Connection connection, TwinStatement statement) {
    try {
      return run(connection, statement);
    } catch (BatchUpdateException e) {
      SQLException next = e.getNextException();
      return error(next == null ? e : next);
    } catch (SQLException e) {
      return error(e);
    }
  }

  /** What an error means. */
  static Outcome error(SQLException e) {
    String message = String.valueOf(e.getMessage());
    // Every message of the driver ends with its page; the database's own never do.
    return message.contains("errors.md#")
        ? new Outcome.Refused(String.valueOf(e.getSQLState()), message)
        : new Outcome.Failed(String.valueOf(e.getSQLState()), message);
  }

  /** All rows, closed afterwards. */
  static Outcome.Rows rows(ResultSet result) throws SQLException {
    try (result) {
      ResultSetMetaData meta = result.getMetaData();
      List<String> labels = new ArrayList<>();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        labels.add(meta.getColumnLabel(i));
        columns.add(
            "%s %s %s(%d) %s"
                .formatted(
                    meta.getColumnLabel(i),
                    meta.getColumnTypeName(i),
                    meta.getColumnType(i),
                    meta.getPrecision(i),
                    meta.getColumnClassName(i)));
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          row.add(comparable(result.getObject(i)));
        }
        rows.add(row);
      }
      return new Outcome.Rows(labels, columns, rows);
    }
  }

  private static @Nullable Object comparable(@Nullable Object cell) throws SQLException {
    if (cell instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (cell instanceof Array array) {
      return Arrays.asList((Object[]) array.getArray());
    }
    return cell;
  }

  private static void bind(PreparedStatement statement, TwinStatement given) throws SQLException {
    for (int i = 0; i < given.parameters().size(); i++) {
      Object value = given.parameters().get(i);
      if (value == null) {
        statement.setNull(i + 1, java.sql.Types.VARCHAR);
      } else if (value instanceof String text) {
        statement.setString(i + 1, text);
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }

  /** All that a statement gave. */
  static Outcome outcome(Statement statement, boolean rows) throws SQLException {
    if (rows) {
      return rows(statement.getResultSet());
    }
    List<Integer> counts = new ArrayList<>();
    for (int count = statement.getUpdateCount(); count >= 0; ) {
      counts.add(count);
      statement.getMoreResults();
      count = statement.getUpdateCount();
    }
    return new Outcome.Counts(counts);
  }

  private static Outcome counts(int[] counts) {
    return new Outcome.Counts(Arrays.stream(counts).boxed().toList());
  }

  private static boolean returnsNoRows(TwinStatement statement) {
    return statement.kind() == TwinStatement.Kind.CHANGE
        && !statement.sql().contains("RETURNING")
        && !statement.sql().matches("(?s)(EXPLAIN|WITH|SELECT|COPY) .*");
  }
}
