package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that were changed, moved or stored in plaintext by someone else are rejected. */
@ParameterizedClass
@EnumSource(Database.class)
class StoredValueTest {

  private @Parameter Database kind;
  private People people;

  @BeforeEach
  void create() throws SQLException {
    people = People.create(kind.create());
  }

  @AfterEach
  void close() throws SQLException {
    people.close();
  }

  private void rejected(Connection session, String sql) throws SQLException {
    Sql.refused(session, "22V01", sql, () -> Sql.strings(session, sql));
  }

  @Test
  void plaintextInAnEncryptedColumnIsRejected() throws SQLException {
    people.database().execute("UPDATE people SET phone = '+1555 stored by another' WHERE id = 1");
    for (String user : List.of("alice", "stranger", "mark")) {
      try (Connection session = people.connect(user)) {
        rejected(session, "SELECT phone FROM people WHERE id = 1");
        assertThat(Sql.strings(session, "SELECT phone FROM people WHERE id = 2")).hasSize(1);
      }
    }
  }

  @Test
  void aChangedValueIsRejected() throws SQLException {
    try (Connection admin = people.database().raw();
        Connection alice = people.connect("alice")) {
      String stored =
          String.valueOf(Sql.string(admin, "SELECT full_name FROM people WHERE id = 1"));
      for (int at : new int[] {5, 12, stored.length() / 2, stored.length() - 3}) {
        char other = stored.charAt(at) == 'A' ? 'B' : 'A';
        Sql.execute(
            admin,
            "UPDATE people SET full_name = ? WHERE id = 1",
            stored.substring(0, at) + other + stored.substring(at + 1));
        rejected(alice, "SELECT full_name FROM people WHERE id = 1");
      }
      Sql.execute(
          admin,
          "UPDATE people SET full_name = ? WHERE id = 1",
          stored.substring(0, stored.length() - 4));
      rejected(alice, "SELECT full_name FROM people WHERE id = 1");
      Sql.execute(admin, "UPDATE people SET full_name = '_cv1' WHERE id = 1");
      rejected(alice, "SELECT full_name FROM people WHERE id = 1");
    }
  }

  @Test
  void aValueThatWasMovedToAnotherColumnIsRejected() throws SQLException {
    people
        .database()
        .execute("UPDATE people SET full_name = phone, phone = full_name WHERE id = 1");
    try (Connection alice = people.connect("alice")) {
      rejected(alice, "SELECT full_name FROM people WHERE id = 1");
      rejected(alice, "SELECT phone FROM people WHERE id = 1");
    }
  }

  @Test
  void anEnvelopeThatIsWrittenMustBelongToItsColumn() throws SQLException {
    try (Connection stranger = people.connect("stranger");
        Connection alice = people.connect("alice")) {
      String phone = String.valueOf(Sql.string(stranger, "SELECT phone FROM people WHERE id = 1"));
      Sql.execute(stranger, "UPDATE people SET phone = ? WHERE id = 2", phone);
      assertThat(Sql.string(alice, "SELECT phone FROM people WHERE id = 2"))
          .isEqualTo("+15550000001");
      Sql.refused(
          stranger,
          "22V02",
          "an envelope of another column",
          () -> Sql.execute(stranger, "UPDATE people SET birth_date = ? WHERE id = 2", phone));
      Sql.refused(
          stranger,
          "22V02",
          "an envelope of another column as a literal",
          () ->
              Sql.execute(
                  stranger,
                  "INSERT INTO people (id, email, city) VALUES (80, '" + phone + "', 'x')"));
      Sql.refused(
          alice,
          "22V02",
          "a damaged envelope",
          () ->
              Sql.execute(
                  alice,
                  "UPDATE people SET phone = ? WHERE id = 2",
                  phone.substring(0, phone.length() - 4) + "AAAA"));
    }
  }

  @Test
  void aValueThatDoesNotFitItsTypeIsRefusedBeforeItIsSent() throws SQLException {
    try (Connection alice = people.connect("alice")) {
      for (String sql :
          List.of(
              "UPDATE people SET birth_date = 'yesterday' WHERE id = 1",
              "UPDATE people SET birth_date = '05/06/1980' WHERE id = 1",
              "UPDATE people SET salary = 123456789012.00 WHERE id = 1",
              "UPDATE people SET salary = 'much' WHERE id = 1",
              "UPDATE people SET phone = '" + "1".repeat(33) + "' WHERE id = 1")) {
        Sql.refused(alice, "22V02", sql, () -> Sql.execute(alice, sql));
      }
      Sql.refused(
          alice,
          "22V02",
          "a parameter that is too long",
          () -> Sql.execute(alice, "UPDATE people SET phone = ? WHERE id = 1", "1".repeat(33)));
    }
  }
}
