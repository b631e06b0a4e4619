package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestDatabaseTest {

  @ParameterizedTest
  @EnumSource(Database.class)
  void usersOfADatabaseSeeItsTables(Database kind) throws SQLException {
    try (TestDatabase database = kind.create()) {
      database.createUser("alice", "readers");
      database.execute(
          "CREATE TABLE t (id bigint primary key, token ${token})",
          "INSERT INTO t (id) VALUES (7)",
          "GRANT SELECT ON ${everything} TO readers");
      try (Connection connection = database.raw("alice");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT id FROM t")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(7);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PostgresServer.Version.class)
  void everyVersionStarts(PostgresServer.Version version) throws SQLException {
    try (PostgresDatabase database = new PostgresDatabase(PostgresServer.shared(version));
        Connection connection = database.raw()) {
      assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(version.major());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = PostgresServer.Version.class,
      names = {"V17"})
  void statementsOfALoggedDatabaseAreInTheServersLog(PostgresServer.Version version)
      throws SQLException {
    PostgresServer server = PostgresServer.shared(version);
    try (PostgresDatabase database = new PostgresDatabase(server).logEverything();
        Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 'seen'");
      assertThat(server.log(0)).contains(database.name() + ":LOG:").contains("SELECT 'seen'");
    }
  }
}
