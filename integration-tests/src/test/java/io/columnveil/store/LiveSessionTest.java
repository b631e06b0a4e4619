package io.columnveil.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.catalog.RelationKind;
import io.columnveil.issue.IssueException;
import io.columnveil.it.Database;
import io.columnveil.it.TestDatabase;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.session.Grants;
import io.columnveil.session.GrantsComputer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveSessionTest {

  private static final String USERS =
      "CREATE TABLE users (id int, email varchar(2000), email_lookup ${token},"
          + " phone varchar(2000))";

  private final AtomicLong clock = new AtomicLong();

  private void aSecondPasses() {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
  }

  private SharedCatalog shared(TestDatabase database) throws SQLException {
    try (Connection connection = database.raw()) {
      return new SharedCatalog(
          CatalogReader.of(connection), database::raw, Policies.shopSource(), clock::get);
    }
  }

  private static LiveSession session(Connection connection, SharedCatalog shared) {
    return new LiveSession(
        connection,
        shared,
        new GrantsComputer(
            Policies.shop(), ProtectionResolver.matching(shared.reader().backend())));
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void theStandingIsTheSameObjectWhileNothingChanges(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw()) {
      database.execute(USERS);
      LiveSession session = session(connection, shared(database));
      Standing first = session.connect();
      assertThat(session.current()).isSameAs(first);
      aSecondPasses();
      session.rolledBack();
      session.identityChanged();
      assertThat(session.current()).isSameAs(first);
      assertThat(first.protections().all()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void ddlOfAnotherSessionIsSeenWithinASecond(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw()) {
      database.execute(USERS);
      LiveSession session = session(connection, shared(database));
      session.connect();
      database.execute("CREATE VIEW v AS SELECT email FROM users");
      assertThat(session.current().catalog().isRelevantName(database.fold("v"))).isFalse();
      aSecondPasses();
      assertThat(session.current().catalog().isRelevantName(database.fold("v"))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void ddlIsSeenAtOnceWhenAskedFor(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw()) {
      database.execute(USERS);
      LiveSession session = session(connection, shared(database));
      session.connect();
      database.execute("CREATE TABLE later (id int)");
      session.refresh();
      assertThat(session.current().catalog().knowsRelation(database.fold("later"))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void connectingIsRefusedForColumnsThatTheKeyringDoesNotKnow(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw()) {
      database.execute(USERS);
      SharedCatalog shared =
          new SharedCatalog(
              CatalogReader.of(connection),
              database::raw,
              Policies.source(Policies.shop(), List.of()),
              clock::get);
      assertThatThrownBy(() -> session(connection, shared).connect())
          .isInstanceOf(IssueException.class)
          .hasMessageContaining("keys init");
    }
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void aTableThatDoesNotExistYetIsNoIssue(Database kind) throws SQLException {
    try (TestDatabase database = kind.create();
        Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      LiveSession session = session(connection, shared(database));
      assertThat(session.connect().protections().all()).isEmpty();
      statement.execute(USERS.replace("${token}", database.isPostgres() ? "bytea" : "binary(16)"));
      session.catalogChanged();
      assertThat(session.current().protections().all()).hasSize(2);
    }
  }

  @Test
  void uncommittedDdlIsSeenBySessionThatDidItOnly() throws SQLException {
    try (TestDatabase database = Database.POSTGRESQL.create();
        Connection one = database.raw();
        Connection two = database.raw();
        Statement statement = one.createStatement()) {
      database.execute(USERS);
      SharedCatalog shared = shared(database);
      LiveSession mine = session(one, shared);
      LiveSession other = session(two, shared);
      mine.connect();
      other.connect();
      one.setAutoCommit(false);
      statement.execute("CREATE TABLE fresh (id int)");
      mine.catalogChanged();
      aSecondPasses();
      assertThat(mine.current().catalog().knowsRelation("fresh")).isTrue();
      assertThat(mine.current()).isSameAs(mine.current());
      assertThat(other.current().catalog().knowsRelation("fresh")).isFalse();
      one.rollback();
      mine.rolledBack();
      assertThat(mine.current().catalog().knowsRelation("fresh")).isFalse();
      statement.execute("CREATE TABLE fresh (id int)");
      mine.catalogChanged();
      one.commit();
      mine.committed();
      assertThat(mine.current().catalog().knowsRelation("fresh")).isTrue();
      assertThat(other.current().catalog().knowsRelation("fresh")).isTrue();
    }
  }

  @Test
  void aSharedCatalogIsNotReadThroughATransactionsSnapshot() throws SQLException {
    try (TestDatabase database = Database.POSTGRESQL.create();
        Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      database.execute(USERS);
      LiveSession session = session(connection, shared(database));
      session.connect();
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      statement.execute("SELECT 1 FROM users");
      database.execute("CREATE VIEW v AS SELECT email FROM users");
      aSecondPasses();
      assertThat(session.current().catalog().isRelevantName("v")).isTrue();
    }
  }

  @Test
  void temporaryTablesShadowAndComeAndGo() throws SQLException {
    try (TestDatabase database = Database.POSTGRESQL.create();
        Connection connection = database.raw();
        Statement statement = connection.createStatement()) {
      database.execute(USERS);
      LiveSession session = session(connection, shared(database));
      session.connect();
      assertThat(kindOfUsers(session.current())).isEqualTo(RelationKind.TABLE);
      statement.execute("CREATE TEMP TABLE users (id int)");
      session.catalogChanged();
      assertThat(kindOfUsers(session.current())).isEqualTo(RelationKind.TEMPORARY_TABLE);
      assertThat(session.current()).isSameAs(session.current());
      statement.execute("DROP TABLE users");
      session.catalogChanged();
      assertThat(kindOfUsers(session.current())).isEqualTo(RelationKind.TABLE);
    }
  }

  private static RelationKind kindOfUsers(Standing standing) {
    return standing.catalog().resolve("users", standing.searchPath()).orElseThrow().kind();
  }

  @Test
  void aFailedTransactionHasNoGrants() throws SQLException {
    try (TestDatabase database = Database.POSTGRESQL.create()) {
      database.execute(USERS, "DROP ROLE IF EXISTS alice", "CREATE ROLE alice LOGIN");
      try (Connection connection = database.raw("alice");
          Statement statement = connection.createStatement()) {
        LiveSession session = session(connection, shared(database));
        assertThat(session.connect().grants().decrypt()).hasSize(2);
        connection.setAutoCommit(false);
        assertThatThrownBy(() -> statement.execute("SELECT 1/0")).isInstanceOf(SQLException.class);
        session.rolledBack();
        aSecondPasses();
        assertThat(session.current().grants()).isEqualTo(Grants.NONE);
        connection.rollback();
        session.rolledBack();
        assertThat(session.current().grants().decrypt()).hasSize(2);
      } finally {
        database.execute("DROP ROLE alice");
      }
    }
  }

  @Test
  void aRevokedMembershipEndsWithinASecond() throws SQLException {
    try (TestDatabase database = Database.POSTGRESQL.create()) {
      database.execute(
          USERS,
          "DROP ROLE IF EXISTS ls_member",
          "DROP ROLE IF EXISTS marketing",
          "CREATE ROLE ls_member LOGIN",
          "CREATE ROLE marketing",
          "GRANT marketing TO ls_member");
      try (Connection connection = database.raw("ls_member")) {
        LiveSession session = session(connection, shared(database));
        assertThat(session.connect().grants().decrypt()).hasSize(1);
        database.execute("REVOKE marketing FROM ls_member");
        aSecondPasses();
        assertThat(session.current().grants()).isEqualTo(Grants.NONE);
      } finally {
        database.execute("DROP ROLE ls_member", "DROP ROLE marketing");
      }
    }
  }

  @Test
  void aRoleForOneTransactionEndsWithIt() throws SQLException {
    try (TestDatabase database = Database.POSTGRESQL.create()) {
      database.execute(
          USERS,
          "DROP ROLE IF EXISTS alice",
          "DROP ROLE IF EXISTS marketing",
          "CREATE ROLE alice LOGIN",
          "CREATE ROLE marketing",
          "GRANT marketing TO alice");
      try (Connection connection = database.raw("alice");
          Statement statement = connection.createStatement()) {
        LiveSession session = session(connection, shared(database));
        session.connect();
        connection.setAutoCommit(false);
        statement.execute("SET LOCAL ROLE marketing");
        session.identityChanged();
        assertThat(session.current().grants().decrypt()).hasSize(1);
        assertThat(session.current().ceiling().decrypt()).hasSize(2);
        connection.commit();
        session.committed();
        assertThat(session.current().grants().decrypt()).hasSize(2);
      } finally {
        database.execute("DROP ROLE alice", "DROP ROLE marketing");
      }
    }
  }
}
