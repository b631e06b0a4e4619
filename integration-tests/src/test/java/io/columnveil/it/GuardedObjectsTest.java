package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/**
 * What a connection makes besides statements: it leads to no object of the wrapped driver that
 * would run SQL, and stores nothing by itself.
 */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardedObjectsTest {

  private @Parameter Database kind;
  private People people;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    people = People.create(kind.create());
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    people.close();
  }

  @Test
  void anArrayLeadsToNoConnectionOfTheWrappedDriver() throws SQLException {
    try (Connection session = people.connect("stranger")) {
      List<Array> arrays = new ArrayList<>();
      arrays.add(session.createArrayOf("varchar", new Object[] {"x"}));
      if (kind == Database.POSTGRESQL) {
        PGConnection postgres = session.unwrap(PGConnection.class);
        arrays.add(postgres.createArrayOf("varchar", new String[] {"x"}));
      }
      for (Array array : arrays) {
        try (ResultSet rows = array.getResultSet()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(2)).isEqualTo("x");
          Statement owner = rows.getStatement();
          assertThat(owner == null || owner.getConnection() == session).isTrue();
        }
      }
    }
  }

  @Test
  void anArrayIsStillAParameter() throws SQLException {
    try (Connection session = people.connect("stranger");
        PreparedStatement select =
            session.prepareStatement("SELECT name FROM towns WHERE name = ANY (?)")) {
      Array array = session.createArrayOf("varchar", new Object[] {"Oslo", "Bonn"});
      select.setArray(1, array);
      assertThat(names(select)).containsExactly("Oslo");
      select.setObject(1, array);
      assertThat(names(select)).containsExactly("Oslo");
    }
  }

  @Test
  void largeObjectsAreNotInTheDatabaseBeforeTheirColumnIsKnown(@TempDir Path folder)
      throws Exception {
    if (kind == Database.POSTGRESQL) {
      return; // pgjdbc makes none
    }
    String marker = "marker of a large object, ".repeat(200);
    String url = "jdbc:h2:file:" + folder.resolve("lob");
    try (Connection plain = DriverManager.getConnection(url, "SA", "");
        Statement statement = plain.createStatement()) {
      statement.execute("CREATE TABLE people (id int, email clob, email_lookup varbinary(16))");
      statement.execute("CREATE TABLE notes (id int, body clob, scan blob)");
    }
    Veil veil = Veil.fresh("people/policy.yaml");
    try (Connection session =
        DriverManager.getConnection(
            "jdbc:columnveil:" + url.substring(5) + ";columnveil.policy=" + veil.policy(),
            "SA",
            "")) {
      Clob clob = session.createClob();
      clob.setString(1, marker);
      assertThat(clob.getSubString(1, 6)).isEqualTo("marker");
      NClob written = session.createNClob();
      try (Writer writer = written.setCharacterStream(1)) {
        writer.write(marker);
      }
      Blob blob = session.createBlob();
      try (OutputStream stream = blob.setBinaryStream(1)) {
        stream.write(marker.getBytes(StandardCharsets.UTF_8));
      }
      assertThat(written.length()).isEqualTo(blob.length()).isEqualTo(marker.length());
      assertThatThrownBy(session::createSQLXML).hasMessageContaining("0AV07");
      Sql.execute(session, "CHECKPOINT");
      assertThat(stored(folder)).doesNotContain("marker of");
      try (PreparedStatement insert =
          session.prepareStatement("INSERT INTO notes VALUES (1, ?, ?)")) {
        insert.setClob(1, clob);
        insert.setBlob(2, blob);
        insert.executeUpdate();
      }
      assertThat(Sql.string(session, "SELECT body FROM notes")).isEqualTo(marker);
      assertThat(Sql.string(session, "SELECT octet_length(scan) FROM notes"))
          .isEqualTo(String.valueOf(marker.length()));
    }
  }

  private static String stored(Path folder) throws IOException {
    return Files.readString(folder.resolve("lob.mv.db"), StandardCharsets.ISO_8859_1);
  }

  private static List<String> names(PreparedStatement select) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
