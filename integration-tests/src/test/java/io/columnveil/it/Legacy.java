package io.columnveil.it;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database whose rows were there before the policy: in plaintext, not backfilled yet. alice may
 * see all, mark sees e-mail addresses masked, stranger has no grant.
 */
final class Legacy implements AutoCloseable {

  private final TestDatabase database;
  private final Veil veil;

  private Legacy(TestDatabase database, Veil veil) {
    this.database = database;
    this.veil = veil;
  }

  /** Equality on the columns is refused. */
  static Legacy create(Database kind) throws SQLException {
    return create(kind, SqlScript.text("legacy/policy.yaml"));
  }

  /** Equality on the columns sends its operand in plaintext. */
  static Legacy searchingOldPlaintext(Database kind) throws SQLException {
    String policy =
        SqlScript.text("legacy/policy.yaml")
            .replace(
                "lookup: { column: email_lookup }\n",
                "lookup: { column: email_lookup }\n        searchOldPlaintext: true\n")
            .replace(
                "scheme: deterministic }", "scheme: deterministic, searchOldPlaintext: true }");
    return create(kind, policy);
  }

  private static Legacy create(Database kind, String policy) throws SQLException {
    TestDatabase database = kind.create();
    database.execute(SqlScript.statements("legacy/tables.sql"));
    database.createUser("alice");
    database.createUser("mark", "marketing");
    database.createUser("stranger");
    for (String user : new String[] {"alice", "mark", "stranger"}) {
      database.execute("GRANT ALL ON ${everything} TO " + user);
      if (database.isPostgres()) {
        // What a stranger may create for an attack, it creates in a schema of its own.
        database.execute("GRANT CREATE ON SCHEMA public TO " + user);
      }
    }
    return new Legacy(database, Veil.write(policy).keysInit());
  }

  TestDatabase database() {
    return database;
  }

  Veil veil() {
    return veil;
  }

  Connection connect(String user) throws SQLException {
    return database.connect(veil.policy(), user);
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
