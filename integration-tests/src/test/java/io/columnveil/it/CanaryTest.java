package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every plaintext carries a marker; after every statement of the twin test has been run through the
 * driver, in every way, no marker is found in the server's log, in its files, in our log, or in
 * what the driver said.
 */
class CanaryTest {

  /** The build gives each process that runs tests a log of its own. */
  private static final Path DRIVER_LOG =
      Path.of(System.getProperty("org.slf4j.simpleLogger.logFile", "target/driver.log"));

  @Test
  void noPlaintextIsFoundAnywhereBehindTheDriver() throws SQLException, IOException {
    long driverLog = size(DRIVER_LOG);
    List<String> said = new ArrayList<>();
    try (PostgresServer server = PostgresServer.own(PostgresServer.Version.V17);
        PostgresDatabase database = new PostgresDatabase(server).logEverything()) {
      database.createUser("alice");
      database.createUser("stranger");
      database.execute(SqlScript.statements("shop/protected.sql"));
      database.execute(
          "GRANT ALL ON ALL TABLES IN SCHEMA public TO alice, stranger",
          "GRANT USAGE ON SCHEMA other TO alice, stranger",
          "GRANT ALL ON ALL TABLES IN SCHEMA other TO alice, stranger",
          "CREATE TABLE contacts_0 (id bigint)");
      Veil veil = Veil.fresh("shop/policy.yaml");
      for (String user : List.of("alice", "stranger")) {
        try (Connection session = database.connect(veil.policy(), user)) {
          use(session, said, user.equals("alice"));
          said.add(session.toString());
        }
      }
      database.execute("CHECKPOINT");
      assertThat(server.log(0)).contains("INSERT INTO users");
      assertThat(server.log(0).lines().filter(Twin::containsMarker)).as("server log").isEmpty();
      assertThat(filesWithMarkers(server.data())).as("data directory").isEmpty();
    }
    assertThat(said).hasSizeGreaterThan(100);
    assertThat(said.stream().filter(Twin::containsMarker)).as("messages").isEmpty();
    String log = Files.readString(DRIVER_LOG, StandardCharsets.ISO_8859_1);
    assertThat(log.substring((int) driverLog).lines().filter(Twin::containsMarker))
        .as("our log")
        .isEmpty();
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static void use(Connection session, List<String> said, boolean first)
      throws SQLException {
    if (first) {
      for (String sql : SqlScript.statements("shop/data.sql")) {
        Sql.execute(session, sql);
      }
    }
    Stream.of("common", "postgres", "shapes")
        .flatMap(file -> TwinStatement.read("statements/" + file + ".txt").stream())
        .forEach(
            statement -> {
              for (StatementRun run : StatementRun.values()) {
                if (run.suits(statement)) {
                  Outcome outcome = run.of(session, statement);
                  if (outcome instanceof Outcome.Refused refused) {
                    said.add(refused.message());
                  } else if (outcome instanceof Outcome.Failed failed) {
                    said.add(failed.message());
                  }
                }
              }
            });
    try (Statement statement = session.createStatement()) {
      statement.execute("ROLLBACK"); // some statements begin a transaction
    }
    objects(session, said);
    DatabaseMetaData meta = session.getMetaData();
    said.add(meta.toString());
    warnings(session.getWarnings(), said);
  }

  /** What objects call themselves while they hold values. */
  private static void objects(Connection session, List<String> said) throws SQLException {
    try (PreparedStatement statement =
        session.prepareStatement(
            "INSERT INTO users (id, email, phone, full_name)"
                + " VALUES (?, ?, 'Given-Literal', ?)")) {
      statement.setLong(1, 500);
      statement.setString(2, "canary@mail.example");
      statement.setString(3, "Given-Canary");
      said.add(statement.toString());
      statement.addBatch();
      said.add(statement.toString());
      statement.executeBatch();
      said.add(statement.toString());
      warnings(statement.getWarnings(), said);
    }
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM users WHERE id = 500")) {
      assertThat(rows.next()).isTrue();
      rows.getString("email");
      said.add(statement.toString());
      said.add(rows.toString());
      said.add(rows.getMetaData().toString());
      try {
        rows.getInt("email");
      } catch (SQLException e) {
        said.add(e.toString());
      }
      try {
        rows.getDate("full_name");
      } catch (SQLException e) {
        said.add(e.toString());
      }
    }
    Sql.execute(session, "DELETE FROM users WHERE id = 500");
  }

  private static void warnings(SQLWarning first, List<String> said) {
    for (SQLWarning w = first; w != null; w = w.getNextWarning()) {
      said.add(w.toString());
    }
  }

  private static List<Path> filesWithMarkers(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(CanaryTest::holdsMarker).toList();
    }
  }

  private static boolean holdsMarker(Path file) {
    try {
      return Twin.containsMarker(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }
}
