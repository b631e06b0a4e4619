package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code DatabaseMetaData} tells of a table or view is what {@code SELECT *} from it gives to
 * the same session, while the database's own catalog tells what is stored.
 */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescribedColumnsTest {

  private @Parameter Database kind;
  private People people;
  private final List<String> relations = new ArrayList<>();

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    people = People.create(kind.create());
    relations.clear(); // one object serves both databases
    try (Connection early = people.connect("alice")) {
      Sql.strings(early, "SELECT id FROM people WHERE email = ?", "ann@mail.example");
      create("finder", "VIEW", "SELECT id, email AS mail, email_lookup AS token, birth_date FROM");
      create("only_mail", "VIEW", "SELECT email, city FROM");
      create("whole", "VIEW", "SELECT * FROM");
      people.database().execute("CREATE VIEW nested AS SELECT token, mail, id FROM finder");
      relations.add("nested");
    }
    if (kind == Database.POSTGRESQL) {
      create("kept", "MATERIALIZED VIEW", "SELECT id, email, email_lookup, salary FROM");
      people
          .database()
          .execute(
              "CREATE UNIQUE INDEX ON kept (email_lookup)",
              "CREATE FUNCTION everyone() RETURNS SETOF people LANGUAGE sql"
                  + " AS 'SELECT * FROM people'");
    } else {
      people.database().execute("CREATE SYNONYM persons FOR people");
      relations.add("persons");
    }
    relations.addAll(List.of("people", "accounts", "towns"));
    for (String user : People.USERS) {
      people.database().execute("GRANT ALL ON ${everything} TO " + user);
    }
  }

  private void create(String name, String what, String select) throws SQLException {
    people.database().execute("CREATE " + what + " " + name + " AS " + select + " people");
    relations.add(name);
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    people.close();
  }

  private String fold(String name) {
    return people.database().fold(name);
  }

  private static List<String> described(Connection session, String relation) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = session.getMetaData().getColumns(null, null, relation, "%")) {
      while (rows.next()) {
        columns.add(
            rows.getInt("ORDINAL_POSITION")
                + " "
                + rows.getString("COLUMN_NAME")
                + " "
                + rows.getInt("DATA_TYPE")
                + " "
                + rows.getInt("COLUMN_SIZE"));
      }
    }
    return columns;
  }

  private static List<String> selected(Connection session, String relation) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = session.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + relation)) {
      ResultSetMetaData meta = rows.getMetaData();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        columns.add(
            i
                + " "
                + meta.getColumnName(i)
                + " "
                + meta.getColumnType(i)
                + " "
                + meta.getPrecision(i));
      }
    }
    return columns;
  }

  @Test
  void whatIsDescribedIsWhatAStarGives() throws SQLException {
    for (String user : People.USERS) {
      try (Connection session = people.connect(user)) {
        for (String relation : relations) {
          assertThat(described(session, fold(relation)))
              .as("%s as %s sees it", relation, user)
              .isNotEmpty()
              .isEqualTo(selected(session, relation));
        }
      }
    }
  }

  @Test
  void aViewThatIsRefusedHidesWhatIsCalledLikeALookupColumn() throws SQLException {
    people
        .database()
        .execute("CREATE VIEW odd AS SELECT lower(email) AS email, email_lookup FROM people");
    try (Connection alice = people.connect("alice")) {
      Sql.refusedStatement(alice, "0AV02", "SELECT * FROM odd");
      assertThat(described(alice, fold("odd"))).hasSize(1);
    } finally {
      people.database().execute("DROP VIEW odd");
    }
  }

  @Test
  void noOtherDescriptionNamesALookupColumn() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      DatabaseMetaData meta = alice.getMetaData();
      for (String relation : relations) {
        String name = fold(relation);
        String schema = fold("public");
        for (ResultSet described :
            List.of(
                meta.getColumnPrivileges(null, schema, name, "%"),
                meta.getIndexInfo(null, schema, name, false, true),
                meta.getBestRowIdentifier(
                    null, schema, name, DatabaseMetaData.bestRowSession, true),
                meta.getBestRowIdentifier(null, null, name, DatabaseMetaData.bestRowSession, true),
                meta.getPrimaryKeys(null, schema, name),
                meta.getVersionColumns(null, schema, name))) {
          try (described) {
            while (described.next()) {
              assertThat(described.getString("COLUMN_NAME"))
                  .as(relation)
                  .isNotIn(fold("email_lookup"), fold("iban_lookup"), fold("token"));
            }
          }
        }
      }
    }
  }

  @Test
  void aFunctionsRowsAreDescribedWithoutLookupColumns() throws SQLException {
    if (kind == Database.H2) {
      return; // its functions are Java code, which is refused
    }
    try (Connection alice = people.connect("alice");
        ResultSet rows = alice.getMetaData().getFunctionColumns(null, "public", "everyone", "%")) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString("COLUMN_NAME"));
      }
      assertThat(names).contains("email", "phone", "city").doesNotContain("email_lookup");
    }
  }

  @Test
  void theCatalogItselfTellsWhatIsStored() throws SQLException {
    String sql =
        "SELECT column_name FROM information_schema.columns WHERE table_name = '"
            + fold("people")
            + "' ORDER BY ordinal_position";
    for (String user : List.of("alice", "stranger")) {
      try (Connection session = people.connect(user);
          Connection raw = people.database().raw(user)) {
        assertThat(Sql.strings(session, sql))
            .isEqualTo(Sql.strings(raw, sql))
            .contains(fold("email_lookup"));
        if (kind == Database.H2) {
          assertThat(Sql.strings(session, "SHOW COLUMNS FROM people"))
              .isEqualTo(Sql.strings(raw, "SHOW COLUMNS FROM people"))
              .contains("EMAIL_LOOKUP");
          assertThat(Sql.strings(session, "SHOW TABLES"))
              .isEqualTo(Sql.strings(raw, "SHOW TABLES"))
              .contains("PEOPLE", "FINDER");
        }
      }
    }
  }
}
