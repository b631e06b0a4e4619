package io.columnveil.it;

import io.columnveil.jdbc.ColumnveilDataSource;
import io.columnveil.jdbc.forward.ForwardingDataSource;
import io.columnveil.sql.plan.CaseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The shop of the cases as real databases: one in plaintext, one protected by {@code
 * cases/shop.yaml}, with the same rows.
 */
final class GoldenShop implements AutoCloseable {

  static final Path CASES =
      Path.of("..", "driver", "src", "test", "resources", "cases").toAbsolutePath().normalize();

  static final List<String> TABLES =
      List.of(
          "users",
          "contacts",
          "people",
          "vouchers",
          "orders",
          "visits",
          "accounts",
          "trials",
          "other.users",
          "counted");

  /** Who has which role of the policy; sven has none. */
  private static final Map<String, String> USERS =
      Map.of("officer", "olga", "marketing", "mark", "helpdesk", "hedy", "stranger", "sven");

  /**
   * One session of a role on each side.
   *
   * @param plain on plaintext, past the driver
   * @param guarded on the protected database, through the driver
   * @param stored the same connection of the wrapped driver, to see what is stored
   */
  record Session(Connection plain, Connection guarded, Connection stored) implements AutoCloseable {

    void rollback() throws SQLException {
      plain.rollback();
      guarded.rollback();
    }

    @Override
    public void close() throws SQLException {
      try (plain;
          guarded) {
        rollback();
      }
    }
  }

  private final TestDatabase plain;
  private final TestDatabase veiled;
  private final Veil veil;
  private final boolean holdsOldPlaintext;
  private final Map<String, Session> sessions = new HashMap<>();

  private GoldenShop(TestDatabase plain, TestDatabase veiled, Veil veil, boolean mixed)
      throws SQLException {
    this.plain = plain;
    this.veiled = veiled;
    this.veil = veil;
    this.holdsOldPlaintext = mixed;
    create(plain, "golden/plain.sql");
    create(veiled, "golden/stored.sql");
    try (Connection raw = plain.raw();
        Connection guarded = veiled.connect(veil.policy(), "olga")) {
      for (String sql : SqlScript.statements("golden/data.sql")) {
        Sql.execute(raw, sql);
        Sql.execute(guarded, sql);
      }
    }
    if (mixed) {
      veiled.execute(SqlScript.statements("golden/old-plaintext.sql"));
    }
  }

  /** Whether there is one: not for the phases of a rotation, which has twins of its own. */
  static boolean suits(String database) {
    return database.matches("(postgresql|h2)( mixed| mixed-searchable)?");
  }

  /**
   * The shop for cases of one kind of database.
   *
   * @param variant what the cases say behind its name: nothing, {@code mixed} or {@code
   *     mixed-searchable}
   */
  static GoldenShop create(Database kind, String variant) throws SQLException {
    boolean mixed = !variant.isEmpty();
    Veil veil = Veil.write(policy(variant.equals("mixed-searchable")));
    veil.keysInit(mixed ? new String[0] : new String[] {"--fresh"});
    return new GoldenShop(database(kind), database(kind), veil, mixed);
  }

  /** The newest PostgreSQL, for it knows the most forms. */
  private static TestDatabase database(Database kind) throws SQLException {
    return kind == Database.POSTGRESQL ? TestDatabase.postgres(18) : kind.create();
  }

  private static String policy(boolean searchOldPlaintext) {
    try {
      String text =
          Files.readString(CASES.resolve("shop.yaml"))
              .replace("${COLUMNVEIL_PASSPHRASE}", "${file:passphrase.txt}");
      return searchOldPlaintext ? CaseFile.searchingOldPlaintext(text) : text;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void create(TestDatabase database, String script) throws SQLException {
    database.execute(SqlScript.statements(script));
    database.execute(
        SqlScript.statements(
            database.isPostgres() ? "golden/postgres-code.sql" : "golden/h2-code.sql"));
    for (String user : USERS.values()) {
      database.createUser(user);
      database.execute("GRANT ALL ON ${everything} TO " + user);
      if (database.isPostgres()) {
        database.execute(
            "GRANT USAGE ON SCHEMA other TO " + user,
            "GRANT ALL ON SCHEMA public TO " + user,
            "GRANT ALL ON ALL TABLES IN SCHEMA other TO " + user);
      } else {
        database.execute("GRANT ALL ON SCHEMA other TO " + user);
      }
    }
    if (database.isPostgres()) {
      giveToOfficer(database);
    }
  }

  /** Cases of DDL are an owner's. */
  private static void giveToOfficer(TestDatabase database) throws SQLException {
    for (String table : TABLES) {
      database.execute("ALTER TABLE " + table + " OWNER TO olga");
    }
  }

  /** Whether plaintext is stored that was there before the policy. */
  boolean holdsOldPlaintext() {
    return holdsOldPlaintext;
  }

  /** The session of a role, in a transaction of its own. */
  Session session(String role) throws SQLException {
    Session known = sessions.get(role);
    if (known == null) {
      String user = USERS.get(role);
      if (user == null) {
        throw new IllegalArgumentException("no user has the role " + role);
      }
      Connection stored = veiled.raw(user);
      Connection guarded =
          new ColumnveilDataSource(new Given(stored), veil.policy().toString()).getConnection();
      known = new Session(plain.raw(user), guarded, stored);
      known.plain().setAutoCommit(false);
      known.guarded().setAutoCommit(false);
      sessions.put(role, known);
    }
    return known;
  }

  /** Gives one connection, and after that new ones, which the driver asks for itself. */
  private final class Given extends ForwardingDataSource {

    private @Nullable Connection given;

    Given(Connection given) {
      this.given = given;
    }

    @Override
    protected DataSource delegate() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection first = given;
      given = null;
      return first == null ? veiled.raw() : first;
    }
  }

  @Override
  public void close() throws SQLException {
    for (Session session : sessions.values()) {
      session.close();
    }
    plain.close();
    veiled.close();
  }
}
