package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.policy.model.ColumnState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goes through every getter and every setter of JDBC: no getter gives plaintext to a session
 * without the grant, no setter sends plaintext of a protected column.
 */
class FunnelTest {

  private static final String CANARY = "canary771";
  private static final int NUMBER = 771_771;
  private static final String DATE = "1977-07-17";

  @TempDir static Path folder;
  private static ShopOnH2 shop;

  @BeforeAll
  static void open() throws SQLException, IOException {
    shop = ShopOnH2.in(folder, ColumnState.MIXED);
  }

  @AfterAll
  static void close() throws SQLException {
    shop.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    try (Statement plain = shop.admin().createStatement()) {
      plain.execute("DELETE FROM users");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone", "birth_date", "balance", "visits", "photo"})
  void noGetterGivesPlaintextToASessionWithoutTheGrant(String column) throws Exception {
    try (Statement plain = shop.admin().createStatement()) {
      plain.execute(
          "INSERT INTO users (email, phone, birth_date, balance, visits, photo) VALUES ('"
              + CANARY
              + "','"
              + CANARY
              + "','"
              + DATE
              + "','"
              + NUMBER
              + "','"
              + NUMBER
              + "', CAST(X'"
              + java.util.HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8))
              + "' AS VARBINARY))");
    }
    int readings = 0;
    try (Connection stranger = shop.as("STRANGER");
        Statement statement =
            stranger.createStatement(
                ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
        ResultSet row = statement.executeQuery("SELECT " + column + " FROM users")) {
      assertThat(row.next()).isTrue();
      for (Method getter : ResultSet.class.getMethods()) {
        if (!getter.getName().startsWith("get") || getter.getParameterCount() == 0) {
          continue;
        }
        for (Object[] arguments : getterArguments(getter, column)) {
          assertHoldsNoPlaintext(getter + " of " + column, outcome(row, getter, arguments));
          readings++;
        }
      }
    }
    assertThat(readings).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone", "birth_date", "balance", "visits", "photo"})
  void noSetterSendsPlaintextOfAProtectedColumn(String column) throws Exception {
    Recorder recorder = new Recorder();
    ColumnveilDataSource source =
        new ColumnveilDataSource(
            recorder.over(shop.rawUrl(), "OFFICER", "x"), shop.policy().toString());
    int accepted = 0;
    try (Connection officer = source.getConnection()) {
      for (Method setter : PreparedStatement.class.getMethods()) {
        if (!setter.getName().startsWith("set")
            || setter.getParameterCount() < 2
            || setter.getParameterTypes()[0] != int.class) {
          continue;
        }
        for (Object value : valuesFor(setter.getParameterTypes()[1])) {
          recorder.takeSent();
          try (PreparedStatement insert =
              officer.prepareStatement("INSERT INTO users (" + column + ") VALUES (?)")) {
            setter.invoke(insert, setterArguments(setter, value));
            insert.executeUpdate();
            accepted++;
            assertHoldsNoPlaintext("toString after " + setter, insert.toString());
          } catch (InvocationTargetException e) {
            assertHoldsNoPlaintext("refusal of " + setter, e.getCause());
          } catch (SQLException e) {
            assertHoldsNoPlaintext("refusal of " + setter, e);
          }
          for (String sent : recorder.takeSent()) {
            assertHoldsNoPlaintext(setter + " on " + column, sent);
          }
        }
      }
    }
    assertThat(accepted).as("setters that take some value for %s", column).isGreaterThan(3);
    try (Statement check = shop.admin().createStatement();
        ResultSet rows = check.executeQuery("SELECT " + column + " FROM users")) {
      while (rows.next()) {
        assertHoldsNoPlaintext("stored", rows.getString(1));
      }
    }
  }

  @Test
  void literalsNeverReachTheWrappedDriver() throws Exception {
    Recorder recorder = new Recorder();
    ColumnveilDataSource source =
        new ColumnveilDataSource(
            recorder.over(shop.rawUrl(), "OFFICER", "x"), shop.policy().toString());
    String insert =
        "INSERT INTO users (email, birth_date, visits) VALUES ('"
            + CANARY
            + "', DATE '"
            + DATE
            + "', "
            + NUMBER
            + ")";
    try (Connection officer = source.getConnection();
        Statement statement = officer.createStatement();
        PreparedStatement prepared = officer.prepareStatement(insert)) {
      statement.executeUpdate(insert);
      statement.addBatch(insert);
      statement.executeBatch();
      statement.executeLargeUpdate(insert, Statement.RETURN_GENERATED_KEYS);
      prepared.executeUpdate();
      prepared.addBatch();
      prepared.executeLargeBatch();
      assertThat(officer.nativeSQL(insert)).as("no ciphertext to try out").isEqualTo(insert);
      try (ResultSet rows = statement.executeQuery("SELECT email, birth_date, visits FROM users")) {
        int count = 0;
        while (rows.next()) {
          assertThat(rows.getString(1)).isEqualTo(CANARY);
          assertThat(rows.getObject(2, LocalDate.class)).isEqualTo(DATE);
          assertThat(rows.getInt(3)).isEqualTo(NUMBER);
          count++;
        }
        assertThat(count).isEqualTo(5);
      }
    }
    for (String sent : recorder.takeSent()) {
      assertHoldsNoPlaintext("literal", sent);
    }
  }

  // ---- getters ----

  private static List<Object[]> getterArguments(Method getter, String label) {
    Class<?>[] types = getter.getParameterTypes();
    Object column = types[0] == int.class ? (Object) 1 : label;
    if (types.length == 1) {
      return List.<Object[]>of(new Object[] {column});
    }
    if (types[1] == Class.class) {
      return java.util.stream.Stream.of(
              String.class,
              Object.class,
              byte[].class,
              Integer.class,
              Long.class,
              Short.class,
              Byte.class,
              Boolean.class,
              Double.class,
              Float.class,
              BigDecimal.class,
              BigInteger.class,
              Date.class,
              Time.class,
              Timestamp.class,
              java.util.Date.class,
              Calendar.class,
              LocalDate.class,
              LocalDateTime.class,
              OffsetDateTime.class,
              Instant.class,
              UUID.class,
              InputStream.class,
              Reader.class,
              Clob.class,
              NClob.class,
              Blob.class,
              java.sql.Array.class,
              java.sql.ResultSet.class)
          .map(type -> new Object[] {column, type})
          .toList();
    }
    Object second =
        types[1] == Map.class
            ? new HashMap<>()
            : types[1] == int.class ? (Object) 0 : new GregorianCalendar();
    return List.<Object[]>of(new Object[] {column, second});
  }

  private static Object outcome(ResultSet row, Method getter, Object[] arguments)
      throws IllegalAccessException {
    try {
      return getter.invoke(row, arguments);
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).as("%s", getter).isInstanceOf(SQLException.class);
      return e.getCause();
    }
  }

  // ---- setters ----

  private static List<Object> valuesFor(Class<?> type) {
    byte[] bytes = CANARY.getBytes(StandardCharsets.UTF_8);
    if (type == String.class) {
      return List.of(CANARY, DATE, Integer.toString(NUMBER));
    }
    if (type == Object.class) {
      return Arrays.asList(
          CANARY,
          bytes,
          NUMBER,
          (long) NUMBER,
          BigDecimal.valueOf(NUMBER),
          Date.valueOf(DATE),
          LocalDate.parse(DATE),
          Timestamp.valueOf(DATE + " 00:00:00"),
          LocalDate.parse(DATE).atStartOfDay(),
          new StringReader(CANARY),
          new ByteArrayInputStream(bytes),
          new MemoryClob(CANARY),
          new MemoryBlob(bytes));
    }
    if (type == InputStream.class) {
      return List.of(new ByteArrayInputStream(bytes));
    }
    if (type == Reader.class) {
      return List.of(new StringReader(CANARY));
    }
    Map<Class<?>, Object> others =
        Map.of(
            int.class,
            NUMBER,
            long.class,
            (long) NUMBER,
            float.class,
            (float) NUMBER,
            double.class,
            (double) NUMBER,
            BigDecimal.class,
            BigDecimal.valueOf(NUMBER),
            byte[].class,
            bytes,
            Date.class,
            Date.valueOf(DATE),
            Timestamp.class,
            Timestamp.valueOf(DATE + " 00:00:00"),
            Clob.class,
            new MemoryClob(CANARY),
            Blob.class,
            new MemoryBlob(bytes));
    if (type == NClob.class) {
      return List.of(new MemoryClob(CANARY));
    }
    return others.containsKey(type) ? List.of(others.get(type)) : List.of();
  }

  private static Object[] setterArguments(Method setter, Object value) {
    Class<?>[] types = setter.getParameterTypes();
    Object[] arguments = new Object[types.length];
    arguments[0] = 1;
    arguments[1] = value;
    if (setter.getName().equals("setNull")) {
      arguments[1] = Types.VARCHAR;
    }
    for (int i = 2; i < types.length; i++) {
      arguments[i] = setterArgument(setter, types[i]);
    }
    return arguments;
  }

  private static Object setterArgument(Method setter, Class<?> type) {
    if (type == Calendar.class) {
      return new GregorianCalendar();
    }
    if (type == SQLType.class) {
      return JDBCType.VARCHAR;
    }
    if (type == String.class) {
      return "VARCHAR";
    }
    int number = setter.getName().equals("setObject") ? Types.VARCHAR : CANARY.length();
    return type == long.class ? (Object) (long) number : (Object) number;
  }

  // ---- the canary ----

  private static void assertHoldsNoPlaintext(String where, Object value) throws Exception {
    String text;
    if (value instanceof byte[] bytes) {
      text = new String(bytes, StandardCharsets.ISO_8859_1);
    } else if (value instanceof InputStream stream) {
      text = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    } else if (value instanceof Reader reader) {
      text = StreamedValues.text(reader, StreamedValues.UNKNOWN);
    } else if (value instanceof Clob clob) {
      text = clob.getSubString(1, (int) clob.length());
    } else if (value instanceof Blob blob) {
      text = new String(blob.getBytes(1, (int) blob.length()), StandardCharsets.ISO_8859_1);
    } else {
      text = String.valueOf(value);
    }
    assertThat(text)
        .as(where)
        .doesNotContain(CANARY)
        .doesNotContain(Integer.toString(NUMBER))
        .doesNotContain(DATE);
  }
}
