package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** A value of each type arrives by each getter as it does from a column that is not protected. */
@ParameterizedClass
@CsvSource({
  "H2, randomized",
  "H2, deterministic",
  "POSTGRESQL, randomized",
  "POSTGRESQL, deterministic"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypesTest {

  private @Parameter(0) Database kind;
  private @Parameter(1) String scheme;
  private TestDatabase plain;
  private TestDatabase veiled;
  private Connection plainConnection;
  private Connection veiledConnection;

  /** A column and how it is set. */
  private record Value(String column, String title, Setter setter) {}

  private interface Setter {
    void set(PreparedStatement statement, int index) throws SQLException;
  }

  private interface Getter {
    Object get(ResultSet rows) throws SQLException;
  }

  private record NamedGetter(String title, Getter getter) {}

  private static final List<NamedGetter> GETTERS =
      List.of(
          new NamedGetter("getObject", r -> r.getObject(1)),
          new NamedGetter("getString", r -> r.getString(1)),
          new NamedGetter("getInt", r -> r.getInt(1)),
          new NamedGetter("getShort", r -> r.getShort(1)),
          new NamedGetter("getLong", r -> r.getLong(1)),
          new NamedGetter("getDouble", r -> r.getDouble(1)),
          new NamedGetter("getFloat", r -> r.getFloat(1)),
          new NamedGetter("getBigDecimal", r -> r.getBigDecimal(1)),
          new NamedGetter("getBoolean", r -> r.getBoolean(1)),
          new NamedGetter("getDate", r -> r.getDate(1)),
          new NamedGetter("getTime", r -> r.getTime(1)),
          new NamedGetter("getTimestamp", r -> r.getTimestamp(1)),
          new NamedGetter("LocalDate", r -> r.getObject(1, LocalDate.class)),
          new NamedGetter("LocalTime", r -> r.getObject(1, LocalTime.class)),
          new NamedGetter("LocalDateTime", r -> r.getObject(1, LocalDateTime.class)),
          new NamedGetter("OffsetDateTime", r -> r.getObject(1, OffsetDateTime.class)),
          new NamedGetter("UUID", r -> r.getObject(1, UUID.class)),
          new NamedGetter("String", r -> r.getObject(1, String.class)),
          new NamedGetter("Long", r -> r.getObject(1, Long.class)),
          new NamedGetter("BigDecimal", r -> r.getObject(1, BigDecimal.class)),
          new NamedGetter("getBytes", r -> r.getBytes(1)));

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    plain = kind.create();
    veiled = kind.create();
    plain.createUser("alice");
    veiled.createUser("alice");
    plain.execute(
        """
        CREATE TABLE typed (id bigint PRIMARY KEY, c_char char(10), c_varchar varchar(100),
          c_text ${text}, c_smallint smallint, c_integer integer, c_bigint bigint,
          c_numeric numeric(20,4), c_real real, c_double double precision, c_boolean boolean,
          c_date date, c_time time(6), c_timestamp timestamp(6), c_timestamptz ${timestamptz},
          c_uuid uuid, c_bytea ${binary})\
        """);
    veiled.execute(
        """
        CREATE TABLE typed (id bigint PRIMARY KEY, c_char varchar(300), c_varchar varchar(300),
          c_text varchar(3000), c_smallint varchar(300), c_integer varchar(300),
          c_bigint varchar(300), c_numeric varchar(300), c_real varchar(300),
          c_double varchar(300), c_boolean varchar(300), c_date varchar(300),
          c_time varchar(300), c_timestamp varchar(300), c_timestamptz varchar(300),
          c_uuid varchar(300), c_bytea ${binary})\
        """);
    for (TestDatabase database : List.of(plain, veiled)) {
      database.execute("GRANT ALL ON ${everything} TO alice");
    }
    Veil veil =
        Veil.write(SqlScript.text("people/types-policy.yaml").replace("SCHEME", scheme))
            .keysInit("--fresh");
    plainConnection = plain.raw("alice");
    veiledConnection = veiled.connect(veil.policy(), "alice");
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    veiledConnection.close();
    plainConnection.close();
    veiled.close();
    plain.close();
  }

  private static Value object(String column, Object value) {
    return new Value(
        column,
        "setObject " + value.getClass().getSimpleName() + " " + value,
        (s, i) -> s.setObject(i, value));
  }

  private static List<Value> values() {
    List<Value> values = new ArrayList<>();
    for (String column :
        List.of(
            "char",
            "varchar",
            "text",
            "smallint",
            "integer",
            "bigint",
            "numeric",
            "real",
            "double",
            "boolean",
            "date",
            "time",
            "timestamp",
            "timestamptz",
            "uuid",
            "bytea")) {
      int type =
          switch (column) {
            case "char", "varchar", "text" -> Types.VARCHAR;
            case "smallint" -> Types.SMALLINT;
            case "integer" -> Types.INTEGER;
            case "bigint" -> Types.BIGINT;
            case "numeric" -> Types.NUMERIC;
            case "real" -> Types.REAL;
            case "double" -> Types.DOUBLE;
            case "boolean" -> Types.BOOLEAN;
            case "date" -> Types.DATE;
            case "time" -> Types.TIME;
            case "timestamp" -> Types.TIMESTAMP;
            case "timestamptz" -> Types.TIMESTAMP_WITH_TIMEZONE;
            case "bytea" -> Types.VARBINARY;
            default -> Types.OTHER;
          };
      if (type != Types.OTHER) {
        values.add(new Value("c_" + column, "setNull", (s, i) -> s.setNull(i, type)));
      }
    }
    for (String text : List.of("x", "", "ünï 😀", "it's", "1234", "2020-01-02")) {
      values.add(new Value("c_varchar", "setString " + text, (s, i) -> s.setString(i, text)));
      values.add(new Value("c_text", "setNString " + text, (s, i) -> s.setString(i, text)));
    }
    values.add(new Value("c_char", "setString ab", (s, i) -> s.setString(i, "ab")));
    values.add(new Value("c_char", "setString full", (s, i) -> s.setString(i, "abcdefghij")));
    values.add(object("c_varchar", "object text"));
    values.add(new Value("c_smallint", "setShort", (s, i) -> s.setShort(i, (short) -5)));
    values.add(new Value("c_smallint", "setInt", (s, i) -> s.setInt(i, 32767)));
    values.add(new Value("c_integer", "setInt", (s, i) -> s.setInt(i, Integer.MIN_VALUE)));
    values.add(new Value("c_integer", "setLong", (s, i) -> s.setLong(i, 42)));
    values.add(object("c_integer", 7));
    values.add(new Value("c_bigint", "setLong", (s, i) -> s.setLong(i, Long.MAX_VALUE)));
    values.add(new Value("c_bigint", "setInt", (s, i) -> s.setInt(i, -1)));
    values.add(object("c_bigint", 77L));
    for (String number : List.of("0", "-1.5", "1234567890123456.7891", "100.00", "0.0001")) {
      values.add(
          new Value(
              "c_numeric",
              "setBigDecimal " + number,
              (s, i) -> s.setBigDecimal(i, new BigDecimal(number))));
    }
    values.add(new Value("c_numeric", "setInt", (s, i) -> s.setInt(i, 12)));
    values.add(new Value("c_real", "setFloat", (s, i) -> s.setFloat(i, 1.5f)));
    values.add(new Value("c_double", "setDouble", (s, i) -> s.setDouble(i, -1.25e300)));
    values.add(new Value("c_double", "NaN", (s, i) -> s.setDouble(i, Double.NaN)));
    values.add(
        new Value("c_double", "infinity", (s, i) -> s.setDouble(i, Double.NEGATIVE_INFINITY)));
    values.add(new Value("c_boolean", "setBoolean", (s, i) -> s.setBoolean(i, true)));
    values.add(new Value("c_boolean", "setBoolean", (s, i) -> s.setBoolean(i, false)));
    values.add(object("c_boolean", Boolean.TRUE));
    values.add(new Value("c_date", "setDate", (s, i) -> s.setDate(i, Date.valueOf("2024-02-29"))));
    values.add(object("c_date", LocalDate.of(1899, 12, 31)));
    values.add(new Value("c_time", "setTime", (s, i) -> s.setTime(i, Time.valueOf("23:59:58"))));
    values.add(object("c_time", LocalTime.of(1, 2, 3, 456_789_000)));
    values.add(
        new Value(
            "c_timestamp",
            "setTimestamp",
            (s, i) -> s.setTimestamp(i, Timestamp.valueOf("2024-01-02 03:04:05.678901"))));
    values.add(object("c_timestamp", LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000)));
    values.add(
        object(
            "c_timestamptz", OffsetDateTime.of(2024, 7, 1, 12, 0, 0, 123_000_000, ZoneOffset.UTC)));
    values.add(
        new Value(
            "c_timestamptz",
            "setTimestamp",
            (s, i) -> s.setTimestamp(i, Timestamp.valueOf("2024-01-02 03:04:05.5"))));
    values.add(object("c_uuid", UUID.fromString("01234567-89ab-cdef-0123-456789abcdef")));
    values.add(
        new Value("c_bytea", "setBytes", (s, i) -> s.setBytes(i, new byte[] {0, 1, -1, 127})));
    values.add(new Value("c_bytea", "setBytes empty", (s, i) -> s.setBytes(i, new byte[0])));
    return values;
  }

  @TestFactory
  Stream<DynamicTest> roundTrips() {
    return values().stream()
        .map(
            value ->
                DynamicTest.dynamicTest(
                    value.column() + " " + value.title(), () -> roundTrip(value)));
  }

  private void roundTrip(Value value) throws SQLException {
    for (Connection connection : List.of(plainConnection, veiledConnection)) {
      Sql.execute(connection, "DELETE FROM typed");
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO typed (id, " + value.column() + ") VALUES (1, ?)")) {
        value.setter().set(insert, 1);
        insert.executeUpdate();
      }
    }
    String select = "SELECT " + value.column() + " FROM typed";
    for (NamedGetter getter : GETTERS) {
      String expected = read(plainConnection, select, getter.getter());
      String actual = read(veiledConnection, select, getter.getter());
      // Where the raw driver converts, ours converts alike; where it does not, ours may.
      if (!expected.startsWith("error") && !isOddity(value.column(), getter.title())) {
        assertThat(actual).as("%s by %s", value, getter.title()).isEqualTo(expected);
      }
    }
    assertThat(description(veiledConnection, select))
        .isEqualTo(description(plainConnection, select));
  }

  /** Conversions that make no sense, and that the raw drivers do nevertheless, each its own way. */
  private boolean isOddity(String column, String getter) {
    return switch (column) {
      case "c_real", "c_double" -> !getter.matches("getObject|getFloat|getDouble|getString");
      case "c_varchar", "c_text" -> getter.matches("getBoolean|getTime|getTimestamp|LocalTime");
      case "c_date" -> getter.equals("getTime");
      case "c_time" -> getter.matches("getTimestamp|LocalDateTime|OffsetDateTime");
      case "c_bytea" -> !getter.matches("getObject|getBytes");
      default -> false;
    };
  }

  private static String read(Connection connection, String select, Getter getter)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      assertThat(rows.next()).isTrue();
      Object value = getter.get(rows);
      String text =
          value instanceof byte[] bytes
              ? "byte[] " + new Bytes(bytes).hex()
              : value == null ? "null" : value.getClass().getSimpleName() + " " + value;
      return text + " " + rows.wasNull();
    } catch (SQLException | RuntimeException e) {
      return "error " + e;
    }
  }

  private static String description(Connection connection, String select) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(select)) {
      var meta = statement.getMetaData();
      return meta.getColumnLabel(1)
          + " "
          + meta.getColumnType(1)
          + " "
          + meta.getColumnClassName(1);
    }
  }

  @TestFactory
  Stream<DynamicTest> equality() {
    return scheme.equals("randomized")
        ? Stream.empty()
        : values().stream()
            .filter(v -> !v.column().equals("c_real") && !v.column().equals("c_double"))
            .map(
                value ->
                    DynamicTest.dynamicTest(
                        value.column() + " " + value.title(), () -> equality(value)));
  }

  private void equality(Value value) throws SQLException {
    List<List<String>> found = new ArrayList<>();
    for (Connection connection : List.of(plainConnection, veiledConnection)) {
      Sql.execute(connection, "DELETE FROM typed");
      for (String sql :
          List.of(
              "INSERT INTO typed (id, %s) VALUES (1, ?)",
              "INSERT INTO typed (id, %s) VALUES (2, ?)",
              "SELECT id FROM typed WHERE %s = ? ORDER BY id",
              "SELECT id FROM typed WHERE %s <> ? ORDER BY id")) {
        try (PreparedStatement statement =
            connection.prepareStatement(sql.formatted(value.column()))) {
          value.setter().set(statement, 1);
          if (sql.startsWith("INSERT")) {
            statement.executeUpdate();
            continue;
          }
          List<String> ids = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              ids.add(rows.getString(1));
            }
          }
          found.add(ids);
        }
      }
    }
    assertThat(found.subList(2, 4)).isEqualTo(found.subList(0, 2));
  }
}
