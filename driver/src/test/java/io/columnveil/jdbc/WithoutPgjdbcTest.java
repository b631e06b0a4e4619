package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.policy.model.ColumnState;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses H2 alone need not have PostgreSQL's driver on the class path. */
class WithoutPgjdbcTest {

  @TempDir Path folder;

  @Test
  void h2NeedsNoClassOfPostgresql() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("postgresql-"))
            .collect(Collectors.joining(File.pathSeparator));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Application.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exit = process.waitFor();
    assertThat(Files.readString(output, StandardCharsets.UTF_8)).endsWith("all done\n");
    assertThat(exit).isZero();
  }

  /** Runs in a process of its own. */
  static final class Application {

    public static void main(String[] folder) throws Exception {
      assertThatThrownBy(() -> Class.forName("org.postgresql.Driver"))
          .isInstanceOf(ClassNotFoundException.class);
      try (ShopOnH2 shop = ShopOnH2.in(Path.of(folder[0]), ColumnState.ENCRYPTED);
          Connection officer = shop.as("OFFICER")) {
        use(officer);
      }
      System.out.print("all done\n");
    }

    private static void use(Connection officer) throws SQLException {
      String sql = "INSERT INTO users (id, email, birth_date) VALUES (?, ?, DATE '2001-02-03')";
      try (PreparedStatement insert =
          officer.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
        insert.setInt(1, 1);
        insert.setObject(2, "ann@mail.example");
        insert.addBatch();
        insert.executeBatch();
        assertThat(insert.getGeneratedKeys().next()).isTrue();
        assertThatThrownBy(insert::executeUpdate).isInstanceOf(SQLException.class);
      }
      try (PreparedStatement query =
              officer.prepareStatement("SELECT email, birth_date FROM users WHERE email = ?");
          Statement statement = officer.createStatement()) {
        query.setString(1, "ann@mail.example");
        ResultSet found = query.executeQuery();
        assertThat(found.next()).isTrue();
        assertThat(found.getString(1)).isEqualTo("ann@mail.example");
        assertThat(found.getObject(2)).hasToString("2001-02-03");
        assertThat(found.getMetaData().getColumnType(2)).isEqualTo(Types.DATE);
        assertThatThrownBy(() -> statement.executeQuery("SELECT emial FROM users"))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("EMIAL");
      }
      try (CallableStatement call = officer.prepareCall("{? = call upper(?)}")) {
        call.registerOutParameter(1, Types.VARCHAR);
        call.setString(2, "ann");
        call.execute();
        assertThat(call.getString(1)).isEqualTo("ANN");
        assertThat(call.getObject(1)).isEqualTo("ANN");
      }
      assertThat(officer.isWrapperFor(Connection.class)).isTrue();
      assertThat(officer.getMetaData().getColumns(null, null, "USERS", "EMAIL").next()).isTrue();
    }
  }
}
