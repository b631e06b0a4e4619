package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.policy.model.ColumnState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, from the URL to the value that each kind of session sees. */
class ShopTest {

  @TempDir Path folder;
  private ShopOnH2 shop;

  @BeforeEach
  void open() throws SQLException, IOException {
    shop = ShopOnH2.in(folder, ColumnState.ENCRYPTED);
    try (Connection officer = shop.as("OFFICER");
        PreparedStatement insert =
            officer.prepareStatement(
                "INSERT INTO users (name, email, phone, birth_date, balance, visits, photo)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, "Ann");
      insert.setString(2, "ann@example.org");
      insert.setString(3, "+44 20 7946");
      insert.setDate(4, Date.valueOf("1990-02-03"));
      insert.setBigDecimal(5, new BigDecimal("12.5"));
      insert.setInt(6, 42);
      insert.setBytes(7, new byte[] {1, 2, 3});
      assertThat(insert.executeUpdate()).isEqualTo(1);
    }
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  void storesCiphertextOnly() throws SQLException {
    try (Statement statement = shop.admin().createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM users")) {
      row.next();
      assertThat(row.getString("EMAIL")).startsWith("_cv1");
      assertThat(row.getString("PHONE")).startsWith("_cv1");
      assertThat(row.getString("BIRTH_DATE")).startsWith("_cv1");
      assertThat(row.getString("BALANCE")).startsWith("_cv1");
      assertThat(row.getString("VISITS")).startsWith("_cv1");
      assertThat(row.getBytes("PHOTO")).startsWith((byte) 0xFD, (byte) 0xCB, (byte) 0xF5);
      assertThat(row.getBytes("EMAIL_LOOKUP")).hasSize(16);
    }
  }

  @Test
  void showsTheOfficerEverything() throws SQLException {
    try (Connection officer = shop.as("OFFICER");
        PreparedStatement select =
            officer.prepareStatement("SELECT * FROM users WHERE email = ? AND phone = ?")) {
      select.setString(1, "ann@example.org");
      select.setString(2, "+44 20 7946");
      try (ResultSet row = select.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getMetaData().getColumnCount()).isEqualTo(8);
        assertThat(row.getString("email")).isEqualTo("ann@example.org");
        assertThat(row.getDate("birth_date")).isEqualTo(Date.valueOf("1990-02-03"));
        assertThat(row.getObject("birth_date", LocalDate.class)).isEqualTo("1990-02-03");
        assertThat(row.getBigDecimal("balance")).isEqualTo("12.50");
        assertThat(row.getInt("visits")).isEqualTo(42);
        assertThat(row.getBytes("photo")).containsExactly(1, 2, 3);
        assertThat(row.getMetaData().getColumnType(5)).isEqualTo(Types.DATE);
        assertThat(row.wasNull()).isFalse();
      }
    }
  }

  @Test
  void masksForMarketingAndWarns() throws SQLException {
    try (Connection marketing = shop.as("MARKETING");
        Statement statement = marketing.createStatement();
        ResultSet row = statement.executeQuery("SELECT email, phone FROM users")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo("a**********.org");
      assertThat(row.getString(2)).startsWith("_cv1");
      assertThat(row.getWarnings().getSQLState()).isEqualTo("01V01");
    }
  }

  @Test
  void refusesStrangersWhatTheyMayNot() throws SQLException {
    try (Connection stranger = shop.as("STRANGER");
        Statement statement = stranger.createStatement()) {
      assertThatThrownBy(
              () -> statement.executeQuery("SELECT 1 FROM users WHERE email = 'ann@example.org'"))
          .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
          .hasMessageNotContaining("ann@example.org");
      try (ResultSet row =
          statement.executeQuery("SELECT email, balance, visits, birth_date FROM users")) {
        row.next();
        assertThat(row.getString(1)).startsWith("_cv1");
        assertThat(row.getBigDecimal(2)).isNull();
        assertThat(row.wasNull()).isTrue();
        assertThatThrownBy(() -> row.getInt(3))
            .isInstanceOf(SQLInvalidAuthorizationSpecException.class);
        assertThatThrownBy(() -> row.getDate(4))
            .isInstanceOf(SQLInvalidAuthorizationSpecException.class);
      }
    }
  }

  @Test
  void findsByPhoneForTheHelpdeskWithLiteralsToo() throws SQLException {
    try (Connection helpdesk = shop.as("HELPDESK");
        Statement statement = helpdesk.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT name, phone FROM users WHERE phone = '+44 20 7946'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString("NAME")).isEqualTo("Ann");
      assertThat(row.getString("PHONE")).startsWith("_cv1");
    }
  }

  @Test
  void hidesTheLookupColumnFromMetadata() throws SQLException {
    try (Connection officer = shop.as("OFFICER");
        ResultSet columns = officer.getMetaData().getColumns(null, "PUBLIC", "USERS", null)) {
      StringBuilder seen = new StringBuilder();
      while (columns.next()) {
        seen.append(columns.getInt("ORDINAL_POSITION"))
            .append(columns.getString("COLUMN_NAME"))
            .append(' ')
            .append(columns.getString("TYPE_NAME"))
            .append(columns.getInt("COLUMN_SIZE"))
            .append('\n');
      }
      assertThat(seen.toString())
          .doesNotContain("LOOKUP")
          .contains("3EMAIL CHARACTER VARYING320")
          .contains("4PHONE CHARACTER VARYING32")
          .contains("5BIRTH_DATE DATE");
    }
  }

  @Test
  void anOrmThatWritesBackWhatItLoadedDoesNoHarm() throws SQLException {
    for (String user : new String[] {"STRANGER", "HELPDESK", "OFFICER"}) {
      try (Connection connection = shop.as(user)) {
        String email;
        String phone;
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery("SELECT email, phone FROM users")) {
          row.next();
          email = row.getString(1);
          phone = row.getString(2);
        }
        try (PreparedStatement update =
            connection.prepareStatement("UPDATE users SET email = ?, phone = ?")) {
          update.setString(1, email);
          update.setString(2, phone);
          assertThat(update.executeUpdate()).isEqualTo(1);
        }
      }
    }
    showsTheOfficerEverything();
  }

  @Test
  void readsGeneratedKeysAndBatches() throws SQLException {
    try (Connection officer = shop.as("OFFICER");
        PreparedStatement insert =
            officer.prepareStatement(
                "INSERT INTO users (name, email) VALUES (?, ?)", new String[] {"id", "email"})) {
      for (int i = 0; i < 3; i++) {
        insert.setString(1, "n" + i);
        insert.setString(2, "m" + i + "@example.org");
        insert.addBatch();
      }
      assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
      try (ResultSet keys = insert.getGeneratedKeys()) {
        assertThat(keys.next()).isTrue();
        assertThat(keys.getInt(1)).isGreaterThan(1);
        assertThat(keys.getString(2)).isEqualTo("m0@example.org");
      }
    }
  }

  @Test
  void aGeneratedKeyWithoutANameIsAnSqlError() throws SQLException {
    String insert = "INSERT INTO users (name) VALUES ('Bob')";
    String[] names = {"id", null};
    try (Connection officer = shop.as("OFFICER");
        Statement statement = officer.createStatement()) {
      assertThatThrownBy(() -> officer.prepareStatement(insert, names))
          .isInstanceOf(SQLSyntaxErrorException.class)
          .hasMessageContaining("42703")
          .hasMessageContaining("name 2 of the generated keys asked for is null");
      assertThatThrownBy(() -> statement.executeUpdate(insert, names))
          .isInstanceOf(SQLSyntaxErrorException.class);
      try (ResultSet row = statement.executeQuery("SELECT count(*) FROM users")) {
        row.next();
        assertThat(row.getInt(1)).isEqualTo(1);
      }
    }
  }

  @Test
  void whatTheApplicationDoesToAValueAfterItSetItIsNotSent() throws SQLException {
    byte[] photo = {1, 2, 3};
    Date born = Date.valueOf("1990-02-03");
    try (Connection officer = shop.as("OFFICER")) {
      try (PreparedStatement insert =
          officer.prepareStatement(
              "INSERT INTO users (name, photo, birth_date) VALUES ('Bob', ?, ?)")) {
        insert.setBytes(1, photo);
        insert.setDate(2, born);
        for (int i = 0; i < 2; i++) {
          photo[0]++;
          born.setTime(0);
          insert.executeUpdate();
        }
      }
      try (Statement statement = officer.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT photo, birth_date FROM users WHERE name = 'Bob'")) {
        for (int i = 0; i < 2; i++) {
          assertThat(row.next()).isTrue();
          assertThat(row.getBytes(1)).containsExactly(1, 2, 3);
          assertThat(row.getDate(2)).isEqualTo(Date.valueOf("1990-02-03"));
        }
      }
    }
  }

  @Test
  void theValueBeforeIsNeverSentInPlaceOfOneThatWasRefused() throws SQLException {
    try (Connection officer = shop.as("OFFICER");
        PreparedStatement insert =
            officer.prepareStatement("INSERT INTO users (name, phone) VALUES (?, ?)")) {
      insert.setString(1, "Bob");
      insert.setString(2, "+1 555");
      insert.executeUpdate();
      insert.setString(1, "Cid");
      assertThatThrownBy(() -> insert.setString(2, "1".repeat(33))).hasMessageContaining("22V02");
      assertThatThrownBy(insert::executeUpdate).hasMessageContaining("22V02");
      assertThatThrownBy(insert::addBatch).hasMessageContaining("22V02");
      insert.setString(2, "+1 556");
      insert.executeUpdate();
      try (Statement statement = officer.createStatement();
          ResultSet row = statement.executeQuery("SELECT phone FROM users WHERE name = 'Cid'")) {
        row.next();
        assertThat(row.getString(1)).isEqualTo("+1 556");
        assertThat(row.next()).isFalse();
      }
    }
  }

  @Test
  void passesPlainStatementsThrough() throws SQLException {
    try (Connection stranger = shop.as("STRANGER");
        PreparedStatement insert = stranger.prepareStatement("INSERT INTO plain VALUES (?, ?)")) {
      insert.setInt(1, 1);
      insert.setString(2, "note");
      insert.executeUpdate();
      try (Statement statement = stranger.createStatement();
          ResultSet row = statement.executeQuery("SELECT note FROM plain")) {
        row.next();
        assertThat(row.getString("note")).isEqualTo("note");
      }
    }
  }

  @Test
  void errorsOfProtectedTablesHoldNoValues() throws SQLException {
    try (Connection officer = shop.as("OFFICER");
        PreparedStatement insert =
            officer.prepareStatement("INSERT INTO users (id, name, email) VALUES (1, ?, ?)")) {
      insert.setString(1, "canary-name");
      insert.setString(2, "canary@example.org");
      assertThatThrownBy(insert::executeUpdate)
          .isInstanceOf(java.sql.SQLIntegrityConstraintViolationException.class)
          .hasMessageContaining("PRIMARY KEY ON PUBLIC.USERS")
          .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("23505"))
          .hasMessageNotContaining("canary");
      assertThat(insert.toString()).doesNotContain("canary");
    }
  }
}
