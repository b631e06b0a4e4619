package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.store.KeyringStores;
import io.columnveil.store.TableKeyringStore.Connections;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A keyring in the protected database whose data keys are rotated under a running load. */
@ParameterizedClass
@EnumSource(Database.class)
class KeyringInTableTest {

  private static final int ROTATIONS = Integer.getInteger("rotations", 20);
  private static final int SESSIONS = 8;
  private static final String POLICY =
      """
      version: 1
      keys:
        keyring: table:columnveil_keyring
        wrappedBy: { provider: passphrase, passphrase: "${file:passphrase.txt}" }
      tables:
        accounts:
          columns:
            email:
              type: varchar(320)
              scheme: randomized
              lookup: { column: email_lookup }
      roles:
        owner: { databaseUsers: ["alice"], decrypt: ["*"], unmask: ["*"] }
      """;

  private @Parameter Database kind;

  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void dataKeysRotateUnderALoadThatFindsConflictsAndGroups() throws Exception {
    try (TestDatabase database = kind.create()) {
      database.createUser("alice");
      database.execute(
          "CREATE TABLE accounts (id INT PRIMARY KEY, email VARCHAR(2000),"
              + " email_lookup "
              + (database.isPostgres() ? "bytea" : "VARBINARY(16)")
              + " UNIQUE, n INT NOT NULL)");
      Veil veil = Veil.write(POLICY);
      veil.keysInit("--fresh", "--url", adminUrl(database));
      database.execute(
          "GRANT SELECT ON columnveil_keyring TO alice",
          "GRANT SELECT, INSERT, UPDATE, DELETE ON accounts TO alice");
      List<Thread> load = new ArrayList<>();
      for (int i = 0; i < SESSIONS; i++) {
        int session = i;
        Thread thread = new Thread(() -> work(database, veil, session));
        load.add(thread);
        thread.start();
      }
      rotate(database, veil);
      stop.set(true);
      for (Thread thread : load) {
        thread.join();
      }
      assertThat(failures).isEmpty();
    }
  }

  private static String adminUrl(TestDatabase database) {
    return database.isPostgres()
        ? database.url() + "?user=" + database.admin()
        : database.url() + ";USER=" + database.admin() + ";PASSWORD=" + database.password();
  }

  private void rotate(TestDatabase database, Veil veil) throws Exception {
    SecureRandom random = new SecureRandom();
    try (KeyringAccess access =
        KeyringStores.access(
            PolicyLoader.load(veil.policy(), Map.of()).policy().keys(),
            database::raw,
            Connections.OPENED)) {
      for (int i = 0; i < ROTATIONS; i++) {
        access
            .change(
                keyring -> {
                  Keyring changed = keyring;
                  for (KeyDomain domain : keyring.domains()) {
                    changed = changed.withRotatedDataKey(domain.name(), random, Clock.systemUTC());
                  }
                  return changed;
                })
            .close();
        Thread.sleep(300);
      }
      try (Keyring last = access.open()) {
        assertThat(last.domains().get(0).dataKeys()).hasSize(ROTATIONS + 1);
      }
    }
  }

  private void work(TestDatabase database, Veil veil, int session) {
    try (Connection connection = database.connect(veil.policy(), "alice");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO accounts (id, email, n) VALUES (?, ?, 1)");
        PreparedStatement find =
            connection.prepareStatement("SELECT id, email FROM accounts WHERE email = ?");
        PreparedStatement join =
            connection.prepareStatement(
                "SELECT count(*) FROM accounts a JOIN accounts b ON a.email = b.email"
                    + " WHERE a.id = ?");
        PreparedStatement group =
            connection.prepareStatement(
                "SELECT email, count(*) FROM accounts WHERE id = ? GROUP BY email")) {
      for (int i = 0; !stop.get(); i++) {
        int id = session * 1_000_000 + i;
        String email = "user" + id + "@example.org";
        insert.setInt(1, id);
        insert.setString(2, email);
        assertThat(insert.executeUpdate()).isOne();
        find.setString(1, email);
        try (ResultSet rows = find.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getString(2)).isEqualTo(email);
        }
        join.setInt(1, id);
        assertThat(first(join)).isEqualTo("1");
        group.setInt(1, id);
        assertThat(first(group)).isEqualTo(email);
        insert.setInt(1, -id - 1);
        insert.setString(2, email);
        assertThatThrownBy(insert::executeUpdate)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
        old(connection, session);
      }
    } catch (Throwable e) {
      failures.add(e);
    }
  }

  /** The first row of a session stays readable, whatever key encrypted it. */
  private static void old(Connection connection, int session) throws SQLException {
    int id = session * 1_000_000;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM accounts WHERE id = " + id)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("user" + id + "@example.org");
    }
  }

  private static String first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
