package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that are flagged, while old rows still hold plaintext; equality is not answered yet. */
@ParameterizedClass
@EnumSource(Database.class)
class MixedColumnTest {

  private @Parameter Database kind;
  private Legacy legacy;

  @BeforeEach
  void create() throws SQLException {
    legacy = Legacy.create(kind);
  }

  @AfterEach
  void close() throws SQLException {
    legacy.close();
  }

  @Test
  void oldRowsAreReadByThoseWhoMay() throws SQLException {
    try (Connection alice = legacy.connect("alice")) {
      assertThat(Sql.strings(alice, "SELECT email FROM legacy ORDER BY id"))
          .containsExactly("old-1@mail.example", "old-2@mail.example", "old-1@mail.example", null);
      assertThat(Sql.strings(alice, "SELECT phone FROM legacy WHERE id = 2"))
          .containsExactly("+15550000002");
    }
    try (Connection mark = legacy.connect("mark")) {
      assertThat(Sql.string(mark, "SELECT email FROM legacy WHERE id = 1"))
          .startsWith("o")
          .endsWith("mple")
          .doesNotContain("@mail");
    }
  }

  @Test
  void oldRowsAreNeverShownToThoseWhoMayNot() throws SQLException {
    try (Connection stranger = legacy.connect("stranger")) {
      for (String column : List.of("email", "phone", "full_name")) {
        List<@Nullable String> values =
            Sql.strings(stranger, "SELECT " + column + " FROM legacy ORDER BY id");
        assertThat(values.subList(0, 3)).as(column).allMatch(Sql::isCiphertext);
        assertThat(values.get(0)).as("stable per value").isEqualTo(values.get(2));
        assertThat(values.get(0)).isNotEqualTo(values.get(1));
        assertThat(values.get(3)).isNull();
        assertThat(Sql.strings(stranger, "SELECT " + column + " FROM legacy ORDER BY id"))
            .isEqualTo(values);
      }
    }
  }

  @Test
  void everyNewValueIsEncrypted() throws SQLException {
    try (Connection alice = legacy.connect("alice");
        Connection admin = legacy.database().raw()) {
      Sql.execute(
          alice,
          "INSERT INTO legacy (id, email, phone, full_name) VALUES (9, ?, '+1555', ?)",
          "new@mail.example",
          "Given-New");
      Sql.execute(
          alice, "UPDATE legacy SET email = ?, phone = ? WHERE id = 1", "u@mail.example", "1");
      for (String column : List.of("email", "phone", "full_name")) {
        assertThat(Sql.isCiphertext(raw(admin, column, 9))).as(column).isTrue();
      }
      assertThat(Sql.isCiphertext(raw(admin, "email", 1))).isTrue();
      assertThat(raw(admin, "email_lookup", 9)).isNotNull();
      assertThat(raw(admin, "email_lookup", 1)).isNotNull();
      assertThat(raw(admin, "full_name", 1)).as("not written").isEqualTo("Given-Old-1");
      assertThat(Sql.strings(alice, "SELECT email FROM legacy WHERE id IN (1, 2, 9) ORDER BY id"))
          .containsExactly("u@mail.example", "old-2@mail.example", "new@mail.example");
    }
  }

  private static @Nullable String raw(Connection admin, String column, int id) throws SQLException {
    return Sql.string(admin, "SELECT " + column + " FROM legacy WHERE id = " + id);
  }

  @Test
  void equalityIsRefused() throws SQLException {
    try (Connection alice = legacy.connect("alice")) {
      for (String column : List.of("email", "phone")) {
        for (String predicate :
            List.of("% = 'x'", "% IN ('x', 'y')", "% <> 'x'", "NOT % = 'x'", "'x' = %")) {
          String where = " WHERE " + predicate.replace("%", column);
          Sql.refusedStatement(alice, "0AV03", "SELECT id FROM legacy" + where);
          Sql.refusedStatement(alice, "0AV03", "UPDATE legacy SET city = 'x'" + where);
          Sql.refusedStatement(alice, "0AV03", "DELETE FROM legacy" + where);
        }
      }
    }
  }

  @Test
  void comparingStoredValuesIsRefused() throws SQLException {
    try (Connection alice = legacy.connect("alice")) {
      storedComparisonsAreRefused(alice);
    }
  }

  static void storedComparisonsAreRefused(Connection alice) throws SQLException {
    for (String column : List.of("email", "phone")) {
      for (String sql :
          List.of(
              "SELECT a.id FROM legacy a JOIN legacy b ON a.% = b.%",
              "SELECT a.id FROM legacy a JOIN legacy b USING (%)",
              "SELECT id FROM legacy WHERE % IN (SELECT % FROM legacy)",
              "SELECT a.id FROM legacy a WHERE EXISTS (SELECT 1 FROM legacy b WHERE a.% = b.%)",
              "SELECT count(DISTINCT %) FROM legacy")) {
        Sql.refusedStatement(alice, "0AV03", sql.replace("%", column));
      }
    }
    for (String sql :
        List.of(
            "SELECT DISTINCT phone FROM legacy",
            "SELECT phone, count(*) FROM legacy GROUP BY phone",
            "SELECT count(*) FROM legacy GROUP BY phone")) {
      Sql.refusedStatement(alice, "0AV03", sql);
    }
  }

  @Test
  void nullTestsAreAnswered() throws SQLException {
    try (Connection alice = legacy.connect("alice")) {
      for (String column : List.of("email", "phone", "full_name")) {
        assertThat(Sql.strings(alice, "SELECT id FROM legacy WHERE " + column + " IS NULL"))
            .containsExactly("4");
        assertThat(Sql.strings(alice, "SELECT count(" + column + ") FROM legacy"))
            .containsExactly("3");
      }
    }
  }

  @Test
  void anEntityOfAnOldRowIsNotDamagedByAFlush() throws SQLException {
    for (String user : List.of("alice", "stranger")) {
      try (Connection session = legacy.connect(user)) {
        for (int id = 1; id <= 4; id++) {
          List<@Nullable Object> row = new ArrayList<>();
          try (PreparedStatement select =
              session.prepareStatement(
                  "SELECT email, phone, full_name, city, id FROM legacy WHERE id = ?")) {
            select.setInt(1, id);
            try (ResultSet rows = select.executeQuery()) {
              assertThat(rows.next()).isTrue();
              for (int i = 1; i <= 5; i++) {
                row.add(rows.getObject(i));
              }
            }
          }
          String update =
              user.equals("alice")
                  ? "UPDATE legacy SET email = ?, phone = ?, full_name = ?, city = ? WHERE id = ?"
                  : "UPDATE legacy SET phone = ?, full_name = ?, city = ? WHERE id = ?";
          Sql.execute(session, update, row.subList(user.equals("alice") ? 0 : 1, 5).toArray());
        }
      }
      try (Connection alice = legacy.connect("alice")) {
        assertThat(Sql.strings(alice, "SELECT email FROM legacy ORDER BY id"))
            .containsExactly(
                "old-1@mail.example", "old-2@mail.example", "old-1@mail.example", null);
        assertThat(Sql.strings(alice, "SELECT full_name FROM legacy ORDER BY id"))
            .containsExactly("Given-Old-1", "Given-Old-2", "Given-Old-1", null);
        assertThat(Sql.strings(alice, "SELECT phone FROM legacy ORDER BY id"))
            .containsExactly("+15550000001", "+15550000002", "+15550000001", null);
      }
    }
    try (Connection admin = legacy.database().raw()) {
      for (String column : List.of("email", "phone", "full_name")) {
        assertThat(Sql.isCiphertext(raw(admin, column, 1))).as(column).isTrue();
      }
    }
  }

  @Test
  void ciphertextMayLiveInAnotherColumn() throws SQLException {
    try (Connection alice = legacy.connect("alice");
        Connection stranger = legacy.connect("stranger");
        Connection admin = legacy.database().raw()) {
      assertThat(Sql.strings(alice, "SELECT born FROM legacy WHERE id < 4 ORDER BY id"))
          .containsExactly("1970-01-01", "1970-01-02", null);
      Sql.execute(alice, "UPDATE legacy SET born = ? WHERE id = 2", Date.valueOf("1971-02-03"));
      Sql.execute(alice, "INSERT INTO legacy (id, born) VALUES (9, '1972-03-04')");
      assertThat(Sql.strings(alice, "SELECT born FROM legacy WHERE id IN (1, 2, 9) ORDER BY id"))
          .containsExactly("1970-01-01", "1971-02-03", "1972-03-04");
      assertThat(raw(admin, "born", 2)).isNull();
      assertThat(Sql.isCiphertext(raw(admin, "born_stored", 2))).isTrue();
      assertThat(raw(admin, "born", 9)).isNull();
      assertThat(Sql.isCiphertext(raw(admin, "born_stored", 9))).isTrue();
      assertThat(Sql.strings(stranger, "SELECT born FROM legacy WHERE id IN (1, 2, 9)"))
          .allMatch(Sql::isCiphertext);
      assertThat(Sql.strings(alice, "SELECT id FROM legacy WHERE born IS NULL ORDER BY id"))
          .containsExactly("3", "4");
      Sql.refusedStatement(alice, "42703", "SELECT born_stored FROM legacy");
    }
  }
}
