package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.audit.AuditEvent;
import io.columnveil.audit.AuditSink;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.Source;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Denied;
import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TableKind;
import io.columnveil.policy.model.TypeName;
import io.columnveil.protect.Protectors;
import io.columnveil.sql.plan.Encoding;
import io.columnveil.sql.plan.Literal;
import io.columnveil.sql.plan.ResultColumn;
import io.columnveil.sql.plan.SessionEffect;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.sql.plan.ValueSource;
import io.columnveil.sql.plan.WireParameter;
import io.columnveil.sql.plan.WireText;
import io.columnveil.value.TextStyle;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans are looked at when a statement is executed, not only when it is prepared. */
class ReplanningTest {

  private static final String INSERT = "INSERT INTO t (id, secret) VALUES (?, ?)";
  private static final String SELECT = "SELECT id, secret FROM t ORDER BY id";
  private static final ProtectedColumn SECRET =
      new ProtectedColumn(
          new ColumnId("PUBLIC", "T", "SECRET"),
          TableKind.USER,
          LogicalType.of(TypeName.VARCHAR),
          new Scheme.Randomized(Optional.empty()),
          "secret",
          Optional.empty(),
          Denied.CIPHERTEXT,
          Storage.TEXT,
          Optional.empty(),
          false,
          ColumnState.ENCRYPTED,
          true,
          new Source("policy.yaml", "tables:").at(0));
  private static final AuditSink NO_AUDIT =
      new AuditSink() {
        @Override
        public boolean wants(AuditEvent.What what) {
          return false;
        }

        @Override
        public void accept(io.columnveil.audit.KeyEvent event) {}

        @Override
        public void accept(AuditEvent event) {}
      };

  @TempDir static Path folder;
  private static Keyring keyring;
  private static KeySettings settings;

  private HandMadePlans plans;
  private Connection raw;
  private Connection guarded;

  @BeforeAll
  static void makeKeys() {
    settings =
        new KeySettings(
            "file:" + folder.resolve("keyring"),
            new KekProvider(
                "passphrase",
                Map.of("passphrase", "correct horse battery staple"),
                new Source("policy.yaml", "").at(0)),
            Duration.ofDays(1),
            Duration.ofMinutes(5),
            Optional.empty());
    KeyringAccess access = KeyringAccess.of(settings);
    access.create().close();
    keyring = access.change(k -> k.withDomain("secret", new SecureRandom(), Clock.systemUTC()));
  }

  @BeforeEach
  void open() throws SQLException {
    raw = DriverManager.getConnection("jdbc:h2:mem:");
    try (Statement statement = raw.createStatement()) {
      statement.execute("CREATE TABLE t (id INT PRIMARY KEY, secret VARCHAR(1000))");
    }
    plans = new HandMadePlans(Protectors.forConnection(keyring, settings));
    guarded = new GuardedConnection(raw, new Session(plans, TextStyle.H2, NO_AUDIT));
  }

  @AfterEach
  void close() throws SQLException {
    raw.close();
  }

  private static StatementPlan.Rewritten encryptingInsert() {
    return rewritten(
        new WireText(List.of(INSERT), List.of()),
        List.of(
            new WireParameter(new ValueSource.Placeholder(1), new Encoding.AsGiven()),
            new WireParameter(
                new ValueSource.Placeholder(2), new Encoding.Encrypt(SECRET, EqualityKey.CURRENT))),
        2,
        Optional.empty());
  }

  private static StatementPlan.Rewritten givenInsert() {
    return rewritten(
        new WireText(List.of(INSERT), List.of()),
        List.of(
            new WireParameter(new ValueSource.Placeholder(1), new Encoding.AsGiven()),
            new WireParameter(new ValueSource.Placeholder(2), new Encoding.AsGiven())),
        2,
        Optional.empty());
  }

  private static StatementPlan.Rewritten reading(ResultColumn.Reading reading) {
    return rewritten(
        new WireText(List.of(SELECT), List.of()),
        List.of(),
        0,
        Optional.of(
            List.of(new ResultColumn.Plain(), new ResultColumn.Protected(SECRET, reading))));
  }

  private static StatementPlan.Rewritten rewritten(
      WireText text,
      List<WireParameter> parameters,
      int placeholders,
      Optional<List<ResultColumn>> columns) {
    return new StatementPlan.Rewritten(
        SessionEffect.NONE,
        text,
        parameters,
        placeholders,
        columns,
        Optional.empty(),
        List.of(SECRET));
  }

  private List<String> stored() throws SQLException {
    List<String> values = new java.util.ArrayList<>();
    try (Statement statement = raw.createStatement();
        ResultSet rows = statement.executeQuery(SELECT)) {
      while (rows.next()) {
        values.add(rows.getString(2));
      }
    }
    return values;
  }

  @Test
  void parametersSetUnderOnePlanAreEncodedByTheNext() throws SQLException {
    try (PreparedStatement insert = guarded.prepareStatement(INSERT)) {
      insert.setMaxRows(17);
      insert.setInt(1, 1);
      insert.setString(2, "plaintext");
      plans.put(INSERT, encryptingInsert());
      plans.stateChanges();
      insert.executeUpdate();
      assertThat(insert.getMaxRows()).isEqualTo(17);
    }
    assertThat(stored()).singleElement().asString().startsWith("_cv1");
  }

  @Test
  void theNextPlanGetsValuesAsTheyWereWhenTheyWereSet() throws SQLException {
    Timestamp time = Timestamp.valueOf("2026-11-28 09:00:00");
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
    try (PreparedStatement insert = guarded.prepareStatement(INSERT)) {
      insert.setInt(1, 1);
      insert.setTimestamp(2, time, calendar);
      time.setTime(0);
      calendar.setTimeZone(TimeZone.getTimeZone("Asia/Tokyo"));
      plans.put(INSERT, givenInsert());
      plans.stateChanges();
      insert.executeUpdate();
    }
    String utc = Timestamp.valueOf("2026-11-28 09:00:00").toInstant().toString();
    assertThat(stored())
        .singleElement()
        .asString()
        .startsWith(utc.substring(0, 10))
        .contains(utc.substring(11, 19));
  }

  @Test
  void aStreamThatWasHandedOverMustBeSetAgain() throws SQLException {
    try (PreparedStatement insert = guarded.prepareStatement(INSERT)) {
      insert.setInt(1, 1);
      insert.setCharacterStream(2, new StringReader("plaintext"));
      plans.put(INSERT, givenInsert());
      plans.stateChanges();
      assertThatThrownBy(insert::executeUpdate)
          .isInstanceOf(SQLFeatureNotSupportedException.class)
          .hasMessageContaining("Set the parameter again");
    }
  }

  @Test
  void aStatementThatIsNoLongerAllowedIsRefused() throws SQLException {
    try (PreparedStatement select = guarded.prepareStatement(SELECT)) {
      plans.put(
          SELECT,
          new StatementPlan.Refused(Issue.error(ErrorCode.NO_GRANT, "no longer", "Ask for it")));
      plans.stateChanges();
      assertThatThrownBy(select::executeQuery)
          .isInstanceOf(SQLInvalidAuthorizationSpecException.class);
    }
  }

  @Test
  void eachExecutionEncryptsAfresh() throws SQLException {
    plans.put(INSERT, encryptingInsert());
    try (PreparedStatement insert = guarded.prepareStatement(INSERT)) {
      insert.setString(2, "the same");
      for (int i = 0; i < 3; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      insert.executeBatch();
      insert.setInt(1, 3);
      insert.executeUpdate();
    }
    assertThat(stored()).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void literalsAreEncryptedForEachExecutionToo() throws SQLException {
    String sql = "INSERT INTO t (id, secret) VALUES (?, 'the same')";
    WireParameter literal =
        new WireParameter(
            new ValueSource.Constant(new Literal(Literal.Kind.STRING, "the same")),
            new Encoding.Encrypt(SECRET, EqualityKey.CURRENT));
    plans.put(
        sql,
        rewritten(
            new WireText(List.of("INSERT INTO t (id, secret) VALUES (?, ", ")"), List.of(literal)),
            List.of(
                new WireParameter(new ValueSource.Placeholder(1), new Encoding.AsGiven()), literal),
            1,
            Optional.empty()));
    try (PreparedStatement insert = guarded.prepareStatement(sql)) {
      assertThat(insert.getParameterMetaData().getParameterCount()).isEqualTo(1);
      for (int i = 0; i < 3; i++) {
        insert.setInt(1, i);
        insert.addBatch();
      }
      insert.executeBatch();
    }
    assertThat(stored()).hasSize(3).doesNotHaveDuplicates().allMatch(v -> v.startsWith("_cv1"));
  }

  @Test
  void aBatchIsNotRunUnderAnotherPlan() throws SQLException {
    plans.put(INSERT, encryptingInsert());
    try (PreparedStatement insert = guarded.prepareStatement(INSERT)) {
      insert.setInt(1, 1);
      insert.setString(2, "value");
      insert.addBatch();
      plans.put(INSERT, new StatementPlan.Passed(SessionEffect.NONE));
      plans.stateChanges();
      assertThatThrownBy(insert::executeBatch)
          .isInstanceOf(SQLFeatureNotSupportedException.class)
          .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("0AV05"));
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void aNewStateWithTheSamePlanChangesNothing() throws SQLException {
    plans.put(INSERT, encryptingInsert());
    try (PreparedStatement insert = guarded.prepareStatement(INSERT)) {
      insert.setInt(1, 1);
      insert.setString(2, "value");
      insert.addBatch();
      plans.stateChanges();
      assertThat(insert.executeBatch()).containsExactly(1);
    }
    assertThat(stored()).hasSize(1);
  }

  @Test
  void cellsAreReadAsThePlanSays() throws SQLException {
    plans.put(INSERT, encryptingInsert());
    try (PreparedStatement insert = guarded.prepareStatement(INSERT)) {
      insert.setInt(1, 1);
      insert.setString(2, "plaintext");
      insert.executeUpdate();
      insert.setInt(1, 2);
      insert.setNull(2, java.sql.Types.VARCHAR);
      insert.executeUpdate();
    }
    plans.put(SELECT, reading(ResultColumn.Reading.PLAINTEXT));
    try (Statement statement = guarded.createStatement();
        ResultSet rows = statement.executeQuery(SELECT)) {
      rows.next();
      assertThat(rows.getString("SECRET")).isEqualTo("plaintext");
      assertThat(rows.wasNull()).isFalse();
      rows.next();
      assertThat(rows.getString("SECRET")).isNull();
      assertThat(rows.wasNull()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(2);
      assertThat(rows.wasNull()).isFalse();
      assertThat(rows.getStatement()).isSameAs(statement);
      assertThat(rows.getStatement().getConnection()).isSameAs(guarded);
    }
  }

  @Test
  void resultsOfUnknownOriginAreReadByTheirEnvelope() throws SQLException {
    plans.put(INSERT, encryptingInsert());
    try (PreparedStatement insert = guarded.prepareStatement(INSERT)) {
      insert.setInt(1, 1);
      insert.setString(2, "plaintext");
      insert.executeUpdate();
    }
    plans.put(
        SELECT,
        rewritten(
            new WireText(List.of(SELECT), List.of()),
            List.of(),
            0,
            Optional.of(List.of(new ResultColumn.Unknown(), new ResultColumn.Unknown()))));
    try (Statement statement = guarded.createStatement();
        ResultSet rows = statement.executeQuery(SELECT)) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(1);
      // the hand-made session has no grants
      assertThat(rows.getString(2)).startsWith("_cv1");
    }
  }

  @Test
  void followsWhatChangesTheSession() throws SQLException {
    guarded.setAutoCommit(false);
    guarded.setSchema("PUBLIC");
    guarded.commit();
    guarded.rollback();
    guarded.rollback(guarded.setSavepoint());
    try (Statement statement = guarded.createStatement()) {
      assertThatThrownBy(() -> statement.execute("no sql")).isInstanceOf(SQLException.class);
    }
    guarded.setAutoCommit(true);
    guarded.close();
    assertThat(plans.events())
        .containsExactly(
            "changed", "committed", "rolled back", "rolled back", "failed", "committed", "closed");
  }

  @Test
  void nothingLeadsToTheWrappedDriver() throws SQLException {
    assertThat(guarded.isWrapperFor(Connection.class)).isTrue();
    assertThat(guarded.unwrap(Connection.class)).isSameAs(guarded);
    assertThat(guarded.isWrapperFor(org.h2.jdbc.JdbcConnection.class)).isFalse();
    assertThatThrownBy(() -> guarded.unwrap(org.h2.jdbc.JdbcConnection.class))
        .isInstanceOf(SQLFeatureNotSupportedException.class);
    assertThat(guarded.getMetaData().getConnection()).isSameAs(guarded);
    try (ResultSet tables = guarded.getMetaData().getTables(null, null, "T", null)) {
      assertThat(tables.getStatement()).isNull();
    }
  }
}
