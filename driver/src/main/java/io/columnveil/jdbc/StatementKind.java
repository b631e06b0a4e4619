package io.columnveil.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One of the ways in which a statement is executed.
 *
 * @param <T> what it gives
 */
interface StatementKind<T> {

  StatementKind<ResultSet> QUERY =
      new StatementKind<>() {
        @Override
        public ResultSet run(Statement statement, String sql) throws SQLException {
          return statement.executeQuery(sql);
        }

        @Override
        public ResultSet run(Statement statement, String sql, String[] keys) throws SQLException {
          return statement.executeQuery(sql);
        }

        @Override
        public ResultSet run(PreparedStatement statement) throws SQLException {
          return statement.executeQuery();
        }
      };

  StatementKind<Integer> UPDATE =
      new StatementKind<>() {
        @Override
        public Integer run(Statement statement, String sql) throws SQLException {
          return statement.executeUpdate(sql);
        }

        @Override
        public Integer run(Statement statement, String sql, String[] keys) throws SQLException {
          return statement.executeUpdate(sql, keys);
        }

        @Override
        public Integer run(PreparedStatement statement) throws SQLException {
          return statement.executeUpdate();
        }
      };

  StatementKind<Long> LARGE_UPDATE =
      new StatementKind<>() {
        @Override
        public Long run(Statement statement, String sql) throws SQLException {
          return statement.executeLargeUpdate(sql);
        }

        @Override
        public Long run(Statement statement, String sql, String[] keys) throws SQLException {
          return statement.executeLargeUpdate(sql, keys);
        }

        @Override
        public Long run(PreparedStatement statement) throws SQLException {
          return statement.executeLargeUpdate();
        }
      };

  StatementKind<Boolean> ANY =
      new StatementKind<>() {
        @Override
        public Boolean run(Statement statement, String sql) throws SQLException {
          return statement.execute(sql);
        }

        @Override
        public Boolean run(Statement statement, String sql, String[] keys) throws SQLException {
          return statement.execute(sql, keys);
        }

        @Override
        public Boolean run(PreparedStatement statement) throws SQLException {
          return statement.execute();
        }
      };

  /** With all values in the text. */
  T run(Statement statement, String sql) throws SQLException;

  /** With all values in the text and generated keys asked for. */
  T run(Statement statement, String sql, String[] keys) throws SQLException;

  /** With parameters. */
  T run(PreparedStatement statement) throws SQLException;
}
