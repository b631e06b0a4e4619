package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Encryption is not switched off by an edit: such connections are refused. */
@ParameterizedClass
@EnumSource(Database.class)
class PolicyConflictTest {

  private static final String POLICY = SqlScript.text("people/policy.yaml");
  private static final String KEY_FILE = "    provider: file\n    path: kek.key\n";
  private static final String PASSPHRASE =
      "    provider: passphrase\n    passphrase: ${file:passphrase.txt}\n";
  private static final String PHONE = "      phone: { type: varchar(32), scheme: deterministic }\n";

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

  private void refusedToConnect(String what) {
    refusedToConnect(what, people.veil());
  }

  private void refusedToConnect(String what, Veil veil) {
    try (Connection session = people.database().connect(veil.policy(), "alice")) {
      throw new AssertionError(what + " must be refused: " + session);
    } catch (SQLException e) {
      assertThat((Throwable) e).as(what).isInstanceOf(SQLNonTransientConnectionException.class);
      assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("08V01");
      assertThat(e.getMessage()).doesNotContain("horse");
    }
  }

  private void edit(String from, String to) {
    assertThat(POLICY).contains(from);
    people.veil().rewrite(POLICY.replace(from, to));
  }

  @Test
  void aRecordedColumnThatThePolicyLacks() throws SQLException {
    edit(PHONE, "");
    refusedToConnect("a policy without a recorded column");
    edit(PHONE, PHONE);
    people.connect("alice").close();
  }

  @Test
  void aKindThatChanged() {
    edit("  people:\n    columns", "  people:\n    kind: event\n    columns");
    refusedToConnect("a kind that changed");
  }

  @Test
  void aColumnThatIsNotInTheKeyring() {
    edit(PHONE, PHONE + "      city: { type: varchar(50), scheme: randomized }\n");
    refusedToConnect("a column without a key");
  }

  @Test
  void aPolicyWithMistakes() {
    edit("scheme: deterministic", "scheme: determinstic");
    refusedToConnect("an unknown scheme");
  }

  @Test
  void noPolicyAtAll() {
    String url = "jdbc:columnveil:" + people.database().url().substring("jdbc:".length());
    try (Connection session = DriverManager.getConnection(url, people.database().login("alice"))) {
      throw new AssertionError("must be refused: " + session);
    } catch (SQLException e) {
      assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo("08V01");
    }
  }

  @Test
  void anotherPassphrase() throws IOException {
    Veil veil = Veil.write(POLICY.replace(KEY_FILE, PASSPHRASE)).keysInit("--fresh");
    Files.writeString(veil.file("passphrase.txt"), "not the passphrase at all");
    refusedToConnect("another passphrase", veil);
  }

  @Test
  void aKeyringThatWasChanged() throws IOException {
    byte[] bytes = Files.readAllBytes(people.veil().file("people.keyring"));
    for (int at = bytes.length / 8; at < bytes.length; at += bytes.length / 8) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Veil copy = people.veil().copy();
      Files.write(copy.file("people.keyring"), changed);
      refusedToConnect("a keyring with a bit flipped at " + at, copy);
    }
  }

  @Test
  void aMissingKeyring() throws IOException {
    Veil copy = people.veil().copy();
    Files.delete(copy.file("people.keyring"));
    refusedToConnect("a missing keyring", copy);
  }

  @Test
  void aHostWithoutTheKeyConnectsAndReadsCiphertext() throws SQLException {
    edit(KEY_FILE, "    provider: none\n");
    try (Connection alice = people.connect("alice")) {
      assertThat(Sql.isCiphertext(Sql.string(alice, "SELECT email FROM people WHERE id = 1")))
          .isTrue();
      Sql.refusedStatement(alice, "42501", "SELECT id FROM people WHERE phone = 'x'");
      try {
        Sql.execute(alice, "UPDATE people SET phone = 'x' WHERE id = 1");
        throw new AssertionError("a write must be refused");
      } catch (SQLException e) {
        assertThat(e.getMessage()).contains("errors.md#");
      }
      Sql.execute(alice, "UPDATE people SET city = 'Rome' WHERE id = 1");
    }
  }

  @Test
  void settingsThatChangeHowSqlIsReadAreRefused() {
    String url = people.database().protectedUrl(people.veil().policy());
    for (String setting :
        people.database().isPostgres()
            ? new String[] {"&options=-c%20standard_conforming_strings%3Doff"}
            : new String[] {";MODE=MySQL", ";DATABASE_TO_UPPER=FALSE", ";INIT=SELECT 1"}) {
      try (Connection session =
          DriverManager.getConnection(url + setting, people.database().login("alice"))) {
        throw new AssertionError(setting + " must be refused: " + session);
      } catch (SQLException e) {
        assertThat(e.getMessage()).as(setting).contains("errors.md#");
      }
    }
  }
}
