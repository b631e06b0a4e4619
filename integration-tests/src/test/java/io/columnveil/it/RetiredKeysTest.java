package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.IssueException;
import io.columnveil.job.EqualityRotationJob;
import io.columnveil.job.RetiredKeys;
import io.columnveil.keys.KeyRole;
import io.columnveil.keys.KeyStatus;
import io.columnveil.keys.KeyUse;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.keys.NewKey;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.Policy;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Retired key versions, and what is stored under them as text and as bytes. */
@ParameterizedClass
@EnumSource(Database.class)
class RetiredKeysTest {

  private static final String POLICY =
      """
      version: 1
      keys:
        keyring: file:shop.keyring
        wrappedBy: { provider: passphrase, passphrase: "${file:passphrase.txt}" }
      tables:
        letters:
          columns:
            body: { type: varchar(400), scheme: randomized, domain: letters }
            seal: { type: varchar(400), scheme: randomized, domain: letters, storage: binary }
      roles:
        owner: { databaseUsers: ["alice"], decrypt: ["*"], unmask: ["*"] }
      """;

  private static final String WITH_LOOKUP =
      """
      version: 1
      keys:
        keyring: file:shop.keyring
        wrappedBy: { provider: passphrase, passphrase: "${file:passphrase.txt}" }
      tables:
        people:
          columns:
            email:
              type: varchar(320)
              scheme: randomized
              domain: people
              lookup: { column: email_lookup }
      roles:
        owner: { databaseUsers: ["alice"], decrypt: ["*"], unmask: ["*"] }
      """;

  private @Parameter Database kind;

  @Test
  void areDestroyedOnlyWhenNoColumnOfTheirDomainUsesThem() throws SQLException {
    try (TestDatabase database = kind.create()) {
      database.createUser("alice");
      database.execute(
          "CREATE TABLE letters (id INT PRIMARY KEY, body VARCHAR(2000), seal "
              + (database.isPostgres() ? "bytea" : "VARBINARY(2000)")
              + ")");
      database.execute("GRANT ALL ON ${everything} TO alice");
      Veil veil = Veil.write(POLICY);
      veil.keysInit("--fresh");
      Policy policy = PolicyLoader.load(veil.policy().toString(), Map.of()).policy();
      try (Connection alice = database.connect(veil.policy(), "alice");
          Connection admin = database.raw();
          KeyringAccess access = KeyringAccess.of(policy.keys())) {
        write(alice, 1, "text", null);
        write(alice, 2, null, "bytes");
        rotate(access);
        sleep();
        RetiredKeys retired =
            new RetiredKeys(
                admin,
                policy,
                access,
                EqualityRotationJob.SHORTEST_SETTLING,
                open -> {},
                Clock.systemUTC());

        assertThat(rows(retired)).containsExactly(2L);
        Sql.execute(alice, "UPDATE letters SET body = 'newer' WHERE id = 1");
        assertThat(rows(retired)).as("bytes are counted too").containsExactly(1L);
        assertThat(Sql.strings(alice, "SELECT seal FROM letters WHERE id = 2"))
            .containsExactly("bytes");
        Sql.execute(admin, "ALTER TABLE letters RENAME TO hidden");
        assertThatThrownBy(() -> retired.destroyUnused(Optional.empty()))
            .as("what cannot be seen may use it")
            .isInstanceOf(IssueException.class);
        Sql.execute(admin, "ALTER TABLE hidden RENAME TO letters");
        sleep();
        Sql.execute(alice, "UPDATE letters SET seal = 'newer' WHERE id = 2");

        assertThat(rows(retired)).containsExactly(0L);

        assertThat(statuses(access)).containsExactly(KeyStatus.DESTROYED, KeyStatus.ENABLED);
        assertThat(rows(retired)).as("nothing is left to do").isEmpty();
        sleep();
        assertThat(Sql.strings(alice, "SELECT body FROM letters WHERE id = 1"))
            .containsExactly("newer");
      }
    }
  }

  @Test
  void aLookupKeyIsDestroyedOnlyWhenNoTokenMayBeOfIt() throws SQLException {
    try (TestDatabase database = kind.create()) {
      database.createUser("alice");
      database.execute(
          "CREATE TABLE people (id INT PRIMARY KEY, email VARCHAR(2000), email_lookup "
              + (database.isPostgres() ? "bytea" : "VARBINARY(16)")
              + ")");
      database.execute("GRANT ALL ON ${everything} TO alice");
      Veil veil = Veil.write(WITH_LOOKUP);
      veil.keysInit("--fresh");
      Policy policy = PolicyLoader.load(veil.policy().toString(), Map.of()).policy();
      try (Connection alice = database.connect(veil.policy(), "alice");
          Connection admin = database.raw();
          KeyringAccess access = KeyringAccess.of(policy.keys())) {
        Sql.execute(alice, "INSERT INTO people (id, email) VALUES (1, 'ada'), (2, 'bob')");
        rotateLookupKey(access);
        RetiredKeys retired =
            new RetiredKeys(
                admin,
                policy,
                access,
                EqualityRotationJob.SHORTEST_SETTLING,
                open -> {},
                Clock.systemUTC());

        assertThat(lookupRows(retired)).as("tokens that nobody made anew").containsExactly(2L);
        sleep();
        Sql.execute(alice, "UPDATE people SET email = 'ada' WHERE id = 1");
        assertThat(lookupRows(retired)).containsExactly(1L);
        Sql.execute(alice, "DELETE FROM people WHERE id = 2");
        Sql.execute(alice, "INSERT INTO people (id, email) VALUES (3, NULL)");

        assertThat(lookupRows(retired)).containsExactly(0L);

        try (Keyring keyring = access.open()) {
          assertThat(keyring.domain("people").orElseThrow().lookupKeys())
              .extracting(key -> key.status())
              .containsExactly(KeyStatus.DESTROYED, KeyStatus.ENABLED);
        }
        sleep();
        assertThat(Sql.strings(alice, "SELECT id FROM people WHERE email = 'ada'"))
            .containsExactly("1");
      }
    }
  }

  private static List<Long> lookupRows(RetiredKeys retired) throws SQLException {
    return retired.destroyUnused(Optional.empty()).stream()
        .filter(key -> key.key().use() == KeyUse.LOOKUP)
        .map(RetiredKeys.Retired::rows)
        .toList();
  }

  /** Past the command that makes tokens anew: as if the table were restored from a backup. */
  private static void rotateLookupKey(KeyringAccess access) {
    SecureRandom random = new SecureRandom();
    access
        .change(
            k -> {
              NewKey next = k.withNewKey("people", KeyUse.LOOKUP, random, Clock.systemUTC());
              return next.keyring()
                  .withActive("people", KeyRole.LOOKUP, next.key().id(), random, Clock.systemUTC());
            })
        .close();
  }

  private static List<Long> rows(RetiredKeys retired) throws SQLException {
    return retired.destroyUnused(Optional.of("letters")).stream()
        .map(RetiredKeys.Retired::rows)
        .toList();
  }

  private static void write(
      Connection connection, int id, @Nullable String body, @Nullable String seal)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO letters (id, body, seal) VALUES (?, ?, ?)")) {
      insert.setInt(1, id);
      insert.setString(2, body);
      insert.setString(3, seal);
      insert.executeUpdate();
    }
  }

  private static void rotate(KeyringAccess access) {
    access
        .change(k -> k.withRotatedDataKey("letters", new SecureRandom(), Clock.systemUTC()))
        .close();
  }

  private static List<KeyStatus> statuses(KeyringAccess access) {
    try (Keyring keyring = access.open()) {
      return keyring.domain("letters").orElseThrow().dataKeys().stream()
          .map(key -> key.status())
          .toList();
    }
  }

  /** A running process takes a new key up within about a second. */
  private static void sleep() {
    try {
      Thread.sleep(1_500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
