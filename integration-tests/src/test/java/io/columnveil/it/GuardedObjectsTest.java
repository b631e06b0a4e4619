package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
import org.postgresql.PGConnection;

/**
 * What a connection makes besides statements: it leads to no object of the wrapped driver that
 * would run SQL.
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
