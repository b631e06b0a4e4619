package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.IssueException;
import io.columnveil.job.EqualityRotationJob;
import io.columnveil.job.RetiredKeys;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyRole;
import io.columnveil.keys.KeyStatus;
import io.columnveil.keys.KeyUse;
import io.columnveil.keys.KeyVersion;
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

  private static final String PEOPLE = "people (id INT PRIMARY KEY, email %s, email_lookup %s)";

  private @Parameter Database kind;

  @Test
  void areDestroyedOnlyWhenNoColumnOfTheirDomainUsesThem() throws SQLException {
    try (Place place = Place.with(kind, POLICY, "letters (id INT PRIMARY KEY, body %s, seal %s)")) {
      Connection alice = place.alice;
      write(alice, 1, "text", null);
      write(alice, 2, null, "bytes");
      rotate(place.access, "letters");
      sleep();
      RetiredKeys retired = place.retired;

      assertThat(rows(retired)).containsExactly(2L);
      Sql.execute(alice, "UPDATE letters SET body = 'newer' WHERE id = 1");
      assertThat(rows(retired)).as("bytes are counted too").containsExactly(1L);
      assertThat(Sql.strings(alice, "SELECT seal FROM letters WHERE id = 2"))
          .containsExactly("bytes");
      Sql.execute(place.admin, "ALTER TABLE letters RENAME TO hidden");
      assertThatThrownBy(() -> retired.destroyUnused(Optional.empty()))
          .as("what cannot be seen may use it")
          .isInstanceOf(IssueException.class);
      Sql.execute(place.admin, "ALTER TABLE hidden RENAME TO letters");
      sleep();
      Sql.execute(alice, "UPDATE letters SET seal = 'newer' WHERE id = 2");

      assertThat(rows(retired)).containsExactly(0L);

      assertThat(statuses(place.domain("letters").dataKeys()))
          .containsExactly(KeyStatus.DESTROYED, KeyStatus.ENABLED);
      assertThat(rows(retired)).as("nothing is left to do").isEmpty();
      sleep();
      assertThat(Sql.strings(alice, "SELECT body FROM letters WHERE id = 1"))
          .containsExactly("newer");
    }
  }

  @Test
  void aLookupKeyIsDestroyedOnlyWhenNoTokenMayBeOfIt() throws SQLException {
    try (Place place = Place.with(kind, WITH_LOOKUP, PEOPLE)) {
      Connection alice = place.alice;
      Sql.execute(alice, "INSERT INTO people (id, email) VALUES (1, 'ada'), (2, 'bob')");
      rotateLookupKey(place.access);
      RetiredKeys retired = place.retired;

      assertThat(lookupRows(retired)).as("tokens that nobody made anew").containsExactly(2L);
      sleep();
      Sql.execute(alice, "UPDATE people SET email = 'ada' WHERE id = 1");
      assertThat(lookupRows(retired)).containsExactly(1L);
      Sql.execute(alice, "DELETE FROM people WHERE id = 2");
      Sql.execute(alice, "INSERT INTO people (id, email) VALUES (3, NULL)");

      assertThat(lookupRows(retired)).containsExactly(0L);

      assertThat(statuses(place.domain("people").lookupKeys()))
          .containsExactly(KeyStatus.DESTROYED, KeyStatus.ENABLED);
      sleep();
      assertThat(Sql.strings(alice, "SELECT id FROM people WHERE email = 'ada'"))
          .containsExactly("1");
    }
  }

  /** As a run leaves it that was killed when it had disabled the key, and a value came back. */
  @Test
  void aDisabledKeyThatAValueNamesIsEnabledAgainAlsoWhereTokensCannotBeMadeAnew()
      throws SQLException {
    try (Place place = Place.with(kind, WITH_LOOKUP, PEOPLE)) {
      Sql.execute(place.alice, "INSERT INTO people (id, email) VALUES (1, 'ada')");
      rotateLookupKey(place.access);
      rotate(place.access, "people");
      int first = place.domain("people").dataKeys().get(0).id();
      place
          .access
          .change(k -> k.withKeyStatus(first, KeyStatus.DISABLED, Clock.systemUTC()))
          .close();

      assertThat(place.retired.destroyUnused(Optional.empty()))
          .extracting(RetiredKeys.Retired::rows)
          .containsExactly(1L, 1L);

      assertThat(statuses(place.domain("people").dataKeys()))
          .containsExactly(KeyStatus.ENABLED, KeyStatus.ENABLED);
      assertThat(statuses(place.domain("people").lookupKeys()))
          .containsExactly(KeyStatus.ENABLED, KeyStatus.ENABLED);
      sleep();
      assertThat(Sql.strings(place.alice, "SELECT email FROM people")).containsExactly("ada");
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

  private static void rotate(KeyringAccess access, String domain) {
    access.change(k -> k.withRotatedDataKey(domain, new SecureRandom(), Clock.systemUTC())).close();
  }

  private static List<KeyStatus> statuses(List<KeyVersion> keys) {
    return keys.stream().map(KeyVersion::status).toList();
  }

  /** A running process takes a new key up within about a second. */
  private static void sleep() {
    try {
      Thread.sleep(1_500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A table that alice uses through the driver, and whose retired keys are destroyed. */
  private static final class Place implements AutoCloseable {

    private final TestDatabase database;
    private final Connection alice;
    private final Connection admin;
    private final KeyringAccess access;
    private final RetiredKeys retired;

    private Place(TestDatabase database, String yaml) throws SQLException {
      this.database = database;
      Veil veil = Veil.write(yaml);
      veil.keysInit("--fresh");
      Policy policy = PolicyLoader.load(veil.policy().toString(), Map.of()).policy();
      alice = database.connect(veil.policy(), "alice");
      admin = database.raw();
      access = KeyringAccess.of(policy.keys());
      retired =
          new RetiredKeys(
              admin,
              policy,
              access,
              EqualityRotationJob.SHORTEST_SETTLING,
              open -> {},
              Clock.systemUTC());
    }

    /**
     * With a table.
     *
     * @param table its name and columns: the first %s is text, the second bytes
     */
    static Place with(Database kind, String policy, String table) throws SQLException {
      TestDatabase database = kind.create();
      database.createUser("alice");
      String bytes = database.isPostgres() ? "bytea" : "VARBINARY(2000)";
      database.execute("CREATE TABLE " + table.formatted("VARCHAR(2000)", bytes));
      database.execute("GRANT ALL ON ${everything} TO alice");
      return new Place(database, policy);
    }

    KeyDomain domain(String name) {
      try (Keyring keyring = access.open()) {
        return keyring.domain(name).orElseThrow();
      }
    }

    @Override
    public void close() throws SQLException {
      access.close();
      admin.close();
      alice.close();
      database.close();
    }
  }
}
