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

/** Mixed columns whose policy allows the operand of an equality to be sent in plaintext. */
@ParameterizedClass
@EnumSource(Database.class)
class SearchOldPlaintextTest {

  private @Parameter Database kind;
  private Legacy legacy;

  @BeforeEach
  void create() throws SQLException {
    legacy = Legacy.searchingOldPlaintext(kind);
    try (Connection alice = legacy.connect("alice")) {
      Sql.execute(
          alice,
          "INSERT INTO legacy (id, email, phone) VALUES (8, ?, ?), (9, 'new@mail.example',"
              + " '+1555n')",
          "old-2@mail.example",
          "+15550000002");
    }
  }

  @AfterEach
  void close() throws SQLException {
    legacy.close();
  }

  @Test
  void equalityFindsOldAndNewRows() throws SQLException {
    try (Connection alice = legacy.connect("alice")) {
      found(alice, "email = ?", "old-2@mail.example", "2", "8");
      found(alice, "? = email", "new@mail.example", "9");
      found(alice, "email = ?", "none@mail.example");
      found(alice, "email = 'old-2@mail.example' AND id > ?", 0L, "2", "8");
      found(alice, "email IN (?, 'new@mail.example')", "old-1@mail.example", "1", "3", "9");
      found(alice, "phone = ?", "+15550000002", "2", "8");
      found(alice, "phone IN ('+1555n', ?)", "+15550000001", "1", "3", "9");
      found(alice, "phone = '+1555n' OR id = ?", 4L, "4", "9");
      found(alice, "NOT (email = ?)", "old-2@mail.example", "1", "3", "9");
      found(alice, "email <> ?", "old-2@mail.example", "1", "3", "9");
      found(alice, "phone <> ?", "+15550000002", "1", "3", "9");
      found(alice, "NOT (phone IN (?, 'x'))", "+15550000002", "1", "3", "9");
    }
  }

  private static void found(Connection session, String where, Object operand, String... ids)
      throws SQLException {
    assertThat(
            Sql.strings(session, "SELECT id FROM legacy WHERE " + where + " ORDER BY id", operand))
        .as(where)
        .containsExactly(ids);
  }

  @Test
  void changesFindOldAndNewRows() throws SQLException {
    try (Connection alice = legacy.connect("alice")) {
      Sql.execute(alice, "UPDATE legacy SET city = 'Lyon' WHERE email = ?", "old-2@mail.example");
      assertThat(Sql.strings(alice, "SELECT id FROM legacy WHERE city = 'Lyon' ORDER BY id"))
          .containsExactly("2", "8");
      Sql.execute(alice, "DELETE FROM legacy WHERE phone = '+15550000001'");
      assertThat(Sql.strings(alice, "SELECT id FROM legacy ORDER BY id"))
          .containsExactly("2", "4", "8", "9");
    }
  }

  @Test
  void thePlainOperandIsNeverWrittenIntoTheText() throws SQLException {
    if (legacy.database() instanceof PostgresDatabase database) {
      database.logEverything();
      int before = database.server().log(0).length();
      try (Connection alice = legacy.connect("alice")) {
        Sql.execute(alice, "SELECT id FROM legacy WHERE email = 'old-2@mail.example'");
      }
      String log = database.server().log(before);
      assertThat(log.lines().filter(l -> l.contains("execute") || l.contains("statement:")))
          .isNotEmpty()
          .noneMatch(Twin::containsMarker);
    }
  }

  @Test
  void storedValuesAreStillNotCompared() throws SQLException {
    try (Connection alice = legacy.connect("alice")) {
      MixedColumnTest.storedComparisonsAreRefused(alice);
    }
  }

  @Test
  void aSessionWithoutGrantMayNotAsk() throws SQLException {
    try (Connection stranger = legacy.connect("stranger")) {
      for (String predicate : List.of("email = 'x'", "phone IN ('x')", "email IS NULL")) {
        Sql.refusedStatement(stranger, "42501", "SELECT id FROM legacy WHERE " + predicate);
      }
    }
  }
}
