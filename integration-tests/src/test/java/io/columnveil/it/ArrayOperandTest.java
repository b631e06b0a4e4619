package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arrays that applications set for {@code = ANY(?)} are encoded element by element. */
class ArrayOperandTest {

  private static final String[] EMAILS = {"ann@mail.example", null, "nobody@mail.example"};

  @ParameterizedTest
  @EnumSource(Database.class)
  void eachElementIsLookedFor(Database database) throws SQLException {
    try (People people = People.create(database.create());
        Connection alice = people.connect("alice")) {
      for (String sql :
          List.of(
              "SELECT id FROM people WHERE email = ANY(?)",
              "SELECT id FROM people WHERE NOT email <> ALL(?)")) {
        try (PreparedStatement statement = alice.prepareStatement(sql)) {
          statement.setArray(1, alice.createArrayOf("varchar", EMAILS));
          assertThat(ids(statement)).as(sql).containsExactly(1L);
          // The same values again are encoded again.
          assertThat(ids(statement)).as(sql).containsExactly(1L);
          statement.setObject(1, new String[] {"+15550000001"});
          assertThat(ids(statement)).as(sql).isEmpty();
          statement.setNull(1, Types.ARRAY);
          assertThat(ids(statement)).as(sql).isEmpty();
        }
      }
      try (PreparedStatement statement =
          alice.prepareStatement("SELECT id FROM people WHERE phone = ANY(?)")) {
        statement.setObject(1, new String[] {"+15550000001"});
        assertThat(ids(statement)).containsExactly(1L);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void oneValueIsNoArray(Database database) throws SQLException {
    try (People people = People.create(database.create());
        Connection alice = people.connect("alice");
        PreparedStatement statement =
            alice.prepareStatement("SELECT id FROM people WHERE email = ANY(?)")) {
      assertThatThrownBy(() -> statement.setString(1, "{ann@mail.example}"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("is compared with the elements of an array")
          .hasMessageContaining("setArray")
          .hasMessageNotContaining("ann@");
    }
  }

  private static List<Long> ids(PreparedStatement statement) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return ids;
  }
}
