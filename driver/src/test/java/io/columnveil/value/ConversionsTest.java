package io.columnveil.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConversionsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Conversions POSTGRES = new Conversions(TextStyle.POSTGRESQL);
  private static final Conversions H2 = new Conversions(TextStyle.H2);

  private static Object canonical(Object value, TypeName type) {
    return POSTGRES.canonical(value, ValueCodec.of(LogicalType.of(type)), BERLIN);
  }

  private static <T> T read(Object value, TypeName type, Class<T> target) {
    return POSTGRES.as(value, LogicalType.of(type), target, BERLIN);
  }

  @Test
  void integersComeFromWhateverHoldsOneExactly() {
    for (Object seven :
        new Object[] {
          7,
          7L,
          (short) 7,
          (byte) 7,
          7d,
          7f,
          "7",
          "7.0",
          new BigDecimal("7.00"),
          java.math.BigInteger.valueOf(7)
        }) {
      assertThat(canonical(seven, TypeName.INTEGER)).isEqualTo(7L);
    }
    assertThatThrownBy(() -> canonical(7.5, TypeName.INTEGER))
        .isInstanceOf(ConversionException.class)
        .hasMessageNotContaining("7.5");
    assertThatThrownBy(() -> canonical(true, TypeName.INTEGER))
        .isInstanceOf(ConversionException.class);
  }

  @Test
  void floatingPointIsTakenAsItIsPrinted() {
    assertThat(canonical(0.1, TypeName.NUMERIC)).isEqualTo(new BigDecimal("0.1"));
    assertThat(canonical(0.1, TypeName.REAL)).isEqualTo(0.1f);
    assertThat(canonical(new BigDecimal("0.1"), TypeName.DOUBLE)).isEqualTo(0.1);
    assertThatThrownBy(() -> canonical(0.123456789012345, TypeName.REAL))
        .isInstanceOf(ConversionException.class);
  }

  @Test
  void datesComeFromOldAndNewClasses() {
    LocalDate date = LocalDate.of(2024, 2, 29);
    Instant midnight = date.atStartOfDay(BERLIN).toInstant();
    assertThat(canonical(date, TypeName.DATE)).isEqualTo(date);
    assertThat(canonical("2024-02-29", TypeName.DATE)).isEqualTo(date);
    assertThat(canonical(new Date(midnight.toEpochMilli()), TypeName.DATE)).isEqualTo(date);
    assertThat(canonical(Timestamp.from(midnight), TypeName.DATE)).isEqualTo(date);
    assertThat(canonical(new Date(9_223_372_036_825_200_000L), TypeName.DATE))
        .isEqualTo(LocalDate.MAX);
    assertThatThrownBy(() -> canonical(Timestamp.from(midnight.plusSeconds(1)), TypeName.DATE))
        .isInstanceOf(ConversionException.class);
  }

  @Test
  void timestampsAreUnderstoodInTheZoneGiven() {
    LocalDateTime local = LocalDateTime.of(2024, 7, 1, 12, 30, 0, 123_456_789);
    Timestamp timestamp = Timestamp.from(local.atZone(BERLIN).toInstant());
    assertThat(canonical(timestamp, TypeName.TIMESTAMP)).isEqualTo(local);
    assertThat(canonical(timestamp, TypeName.TIMESTAMPTZ))
        .isEqualTo(local.atZone(BERLIN).toOffsetDateTime());
    assertThat(canonical(local, TypeName.TIMESTAMPTZ))
        .isEqualTo(local.atZone(BERLIN).toOffsetDateTime());
    OffsetDateTime elsewhere = local.atOffset(ZoneOffset.ofHours(9));
    assertThat(canonical(elsewhere, TypeName.TIMESTAMPTZ)).isEqualTo(elsewhere);
    assertThat(canonical(elsewhere.toInstant(), TypeName.TIMESTAMPTZ))
        .isEqualTo(elsewhere.withOffsetSameInstant(ZoneOffset.UTC));
  }

  @Test
  void readsNumbersAsTheWrappedDriversDo() {
    BigDecimal number = new BigDecimal("12.7");
    assertThat(read(number, TypeName.NUMERIC, Integer.class)).isEqualTo(12);
    assertThat(H2.as(number, LogicalType.of(TypeName.NUMERIC), Integer.class)).isEqualTo(13);
    assertThat(read(number, TypeName.NUMERIC, Double.class)).isEqualTo(12.7);
    assertThat(read("12", TypeName.VARCHAR, Integer.class)).isEqualTo(12);
    assertThat(read(300L, TypeName.INTEGER, Short.class)).isEqualTo((short) 300);
    assertThatThrownBy(() -> read(300L, TypeName.INTEGER, Byte.class))
        .isInstanceOf(ConversionException.class)
        .satisfies(e -> assertThat(((ConversionException) e).sqlState()).isEqualTo("22003"))
        .hasMessageNotContaining("300");
    assertThatThrownBy(() -> read("secret", TypeName.VARCHAR, Integer.class))
        .isInstanceOf(ConversionException.class)
        .satisfies(e -> assertThat(((ConversionException) e).sqlState()).isEqualTo("22018"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void readsDatesAndTimesAsOldAndNewClasses() {
    LocalDateTime local = LocalDateTime.of(2024, 7, 1, 12, 30, 0, 123_456_789);
    Timestamp timestamp = read(local, TypeName.TIMESTAMP, Timestamp.class);
    assertThat(timestamp.toInstant()).isEqualTo(local.atZone(BERLIN).toInstant());
    assertThat(read(local, TypeName.TIMESTAMP, LocalDate.class)).isEqualTo("2024-07-01");
    assertThat(read(local, TypeName.TIMESTAMP, LocalTime.class)).isEqualTo(local.toLocalTime());
    assertThat(read(local, TypeName.TIMESTAMP, Date.class).getTime())
        .isEqualTo(local.toLocalDate().atStartOfDay(BERLIN).toInstant().toEpochMilli());
    assertThat(read(local.toLocalTime(), TypeName.TIME, Time.class).getTime())
        .isEqualTo(45_000_123L - 3_600_000L);
    assertThat(read("2024-07-01", TypeName.VARCHAR, LocalDate.class)).isEqualTo("2024-07-01");
    OffsetDateTime instant = local.atOffset(ZoneOffset.ofHours(9));
    assertThat(read(instant, TypeName.TIMESTAMPTZ, OffsetDateTime.class)).isEqualTo(instant);
    assertThat(read(instant, TypeName.TIMESTAMPTZ, ZonedDateTime.class).toInstant())
        .isEqualTo(instant.toInstant());
    assertThat(read(LocalDate.MAX, TypeName.DATE, Date.class).getTime())
        .isEqualTo(9_223_372_036_825_200_000L);
    assertThatThrownBy(() -> read(LocalDate.EPOCH, TypeName.DATE, Time.class))
        .isInstanceOf(ConversionException.class);
  }

  @Test
  void writesTextAsEachDatabaseDoes() {
    OffsetDateTime instant = OffsetDateTime.parse("2024-01-01T10:00:00+05:30");
    LogicalType timestamptz = LogicalType.of(TypeName.TIMESTAMPTZ);
    assertThat(POSTGRES.as(instant, timestamptz, String.class, BERLIN))
        .isEqualTo("2024-01-01 05:30:00+01");
    assertThat(H2.as(instant, timestamptz, String.class, BERLIN))
        .isEqualTo("2024-01-01 10:00:00+05:30");
    assertThat(read(true, TypeName.BOOLEAN, String.class)).isEqualTo("t");
    assertThat(H2.as(true, LogicalType.of(TypeName.BOOLEAN), String.class)).isEqualTo("TRUE");
    assertThat(read(1.0, TypeName.DOUBLE, String.class)).isEqualTo("1");
    assertThat(H2.as(1.0, LogicalType.of(TypeName.DOUBLE), String.class)).isEqualTo("1.0");
    assertThat(read(new byte[] {1, (byte) 0xAB}, TypeName.BYTEA, String.class))
        .isEqualTo("\\x01ab");
  }

  @Test
  void readsUuidsAndBytes() {
    UUID uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    assertThat(read(uuid.toString(), TypeName.VARCHAR, UUID.class)).isEqualTo(uuid);
    assertThat(canonical(uuid, TypeName.VARCHAR)).isEqualTo(uuid.toString());
    assertThat(H2.as(uuid, LogicalType.of(TypeName.UUID), byte[].class)).hasSize(16);
    assertThat(read("text", TypeName.VARCHAR, byte[].class))
        .isEqualTo("text".getBytes(StandardCharsets.UTF_8));
    byte[] bytes = {1, 2};
    assertThat(read(bytes, TypeName.BYTEA, byte[].class)).isEqualTo(bytes).isNotSameAs(bytes);
    assertThatThrownBy(() -> read(bytes, TypeName.BYTEA, java.sql.Ref.class))
        .isInstanceOf(ConversionException.class);
  }

  @Property
  void whatIsWrittenReadsBackAsTheSameClass(
      @ForAll int number, @ForAll double real, @ForAll LocalDateTime dateTime) {
    assertThat(read(canonical(number, TypeName.INTEGER), TypeName.INTEGER, Integer.class))
        .isEqualTo(number);
    assertThat(read(canonical(real, TypeName.DOUBLE), TypeName.DOUBLE, Double.class))
        .isEqualTo(real);
    assertThat(
            read(canonical(dateTime, TypeName.TIMESTAMP), TypeName.TIMESTAMP, LocalDateTime.class))
        .isEqualTo(dateTime);
  }

  @Property
  void oldTimestampsSurviveBothWays(@ForAll long seed) {
    long millis = Math.floorMod(seed, 200_000_000_000_000L) - 60_000_000_000_000L;
    Timestamp timestamp = new Timestamp(millis);
    Object stored =
        POSTGRES.canonical(
            timestamp, ValueCodec.of(LogicalType.of(TypeName.TIMESTAMP)), ZoneOffset.UTC);
    assertThat(
            POSTGRES.as(
                stored, LogicalType.of(TypeName.TIMESTAMP), Timestamp.class, ZoneOffset.UTC))
        .isEqualTo(timestamp);
  }
}
