package io.columnveil.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The encodings byte by byte. They are frozen: a failure here means stored data is unreadable. */
class EncodingTest {

  private static final HexFormat HEX = HexFormat.of();

  @Test
  void textIsItsUtf8() {
    exactly(TypeName.TEXT, "é€😀", "c3a9e282acf09f9880");
    exactly(TypeName.VARCHAR, "", "");
    exactly(TypeName.JSON, "{\"a\": 1}", "7b2261223a20317d");
    equality(TypeName.TEXT, "a ", "6120");
  }

  @Test
  void charLosesTrailingBlanksOnlyForEquality() {
    LogicalType char4 = new LogicalType(TypeName.CHAR, 4, -1);
    assertThat(hex(ValueCodec.of(char4).encodeExactly("ab  "))).isEqualTo("61622020");
    assertThat(hex(ValueCodec.of(char4).encodeForEquality("ab  "))).isEqualTo("6162");
    assertThat(ValueCodec.of(char4).decode(HEX.parseHex("6162"))).isEqualTo("ab  ");
  }

  @Test
  void allIntegersAreEightBytes() {
    for (TypeName type : new TypeName[] {TypeName.SMALLINT, TypeName.INTEGER, TypeName.BIGINT}) {
      exactly(type, 258L, "81010000000000000102");
      exactly(type, -1L, "8101ffffffffffffffff");
      equality(type, 258L, "81010000000000000102");
    }
    exactly(TypeName.BIGINT, Long.MIN_VALUE, "81018000000000000000");
  }

  @Test
  void numericKeepsItsScaleAndIsComparedWithoutIt() {
    exactly(TypeName.NUMERIC, new BigDecimal("1.50"), "82010000000200" + "96");
    exactly(TypeName.NUMERIC, new BigDecimal("-1.50"), "820100000002ff6a");
    exactly(TypeName.NUMERIC, new BigDecimal("0.00"), "82010000000200");
    equality(TypeName.NUMERIC, new BigDecimal("1.50"), "8201000000010f");
    equality(TypeName.NUMERIC, new BigDecimal("0.00"), "82010000000000");
    LogicalType money = new LogicalType(TypeName.NUMERIC, 10, 2);
    assertThat(hex(ValueCodec.of(money).encodeForEquality(new BigDecimal("1.5"))))
        .isEqualTo("8201000000020096");
    assertThatThrownBy(() -> ValueCodec.of(money).encodeForEquality(new BigDecimal("1.555")))
        .isInstanceOf(IssueException.class);
  }

  @Test
  void floatingPointKeepsItsBitsAndIsComparedByValue() {
    exactly(TypeName.REAL, 1.5f, "83013fc00000");
    exactly(TypeName.REAL, -0.0f, "830180000000");
    equality(TypeName.REAL, -0.0f, "830100000000");
    exactly(TypeName.DOUBLE, 1.5, "84013ff8000000000000");
    exactly(TypeName.DOUBLE, -0.0, "84018000000000000000");
    equality(TypeName.DOUBLE, -0.0, "84010000000000000000");
    equality(TypeName.DOUBLE, Double.longBitsToDouble(0x7ff8000000000001L), "84017ff8000000000000");
    exactly(TypeName.DOUBLE, Double.NEGATIVE_INFINITY, "8401fff0000000000000");
  }

  @Test
  void booleanIsOneByte() {
    exactly(TypeName.BOOLEAN, true, "850101");
    exactly(TypeName.BOOLEAN, false, "850100");
  }

  @Test
  void dateIsDaysSince1970() {
    exactly(TypeName.DATE, LocalDate.of(1970, 1, 2), "86010000000000000001");
    exactly(TypeName.DATE, LocalDate.of(1969, 12, 31), "8601ffffffffffffffff");
    exactly(TypeName.DATE, LocalDate.MAX, "8601000000550a1b48f7");
    exactly(TypeName.DATE, LocalDate.MIN, "8601ffffffaaf5cec326");
    equality(TypeName.DATE, LocalDate.of(1970, 1, 2), "86010000000000000001");
  }

  @Test
  void timeIsNanosecondsOrMicrosecondsOfTheDay() {
    exactly(TypeName.TIME, LocalTime.of(0, 0, 1, 1), "8701000000003b9aca01");
    equality(TypeName.TIME, LocalTime.of(0, 0, 1), "970100000000000f4240");
    equality(TypeName.TIME, LocalTime.MAX, "9701000000141dd76000");
    assertThatThrownBy(
            () ->
                ValueCodec.of(LogicalType.of(TypeName.TIME))
                    .encodeForEquality(LocalTime.of(0, 0, 0, 1)))
        .isInstanceOf(IssueException.class);
  }

  @Test
  void timestampIsSecondsAndNanosecondsOrMicroseconds() {
    LocalDateTime time = LocalDateTime.of(1970, 1, 1, 0, 0, 1, 2000);
    exactly(TypeName.TIMESTAMP, time, "88010000000000000001000007d0");
    equality(TypeName.TIMESTAMP, time, "980100000000000f4242");
    equality(
        TypeName.TIMESTAMP,
        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
        "9801ffffffffffffffff");
    equality(TypeName.TIMESTAMP, LocalDateTime.MAX, "98017fffffffffffffff");
    equality(TypeName.TIMESTAMP, LocalDateTime.MIN, "98018000000000000000");
    assertThatThrownBy(
            () ->
                ValueCodec.of(LogicalType.of(TypeName.TIMESTAMP))
                    .encodeForEquality(LocalDateTime.of(900_000, 1, 1, 0, 0)))
        .isInstanceOf(IssueException.class);
  }

  @Test
  void timestamptzKeepsItsOffsetAndIsComparedAsAnInstant() {
    OffsetDateTime time = OffsetDateTime.of(1970, 1, 1, 1, 0, 1, 0, ZoneOffset.ofHours(1));
    exactly(TypeName.TIMESTAMPTZ, time, "89010000000000000e110000000000000e10");
    equality(TypeName.TIMESTAMPTZ, time, "990100000000000f4240");
    equality(
        TypeName.TIMESTAMPTZ, time.withOffsetSameInstant(ZoneOffset.UTC), "990100000000000f4240");
    equality(TypeName.TIMESTAMPTZ, OffsetDateTime.MAX, "99017fffffffffffffff");
    equality(TypeName.TIMESTAMPTZ, OffsetDateTime.MIN, "99018000000000000000");
  }

  @Test
  void uuidAndBytesAreAsGiven() {
    exactly(
        TypeName.UUID,
        UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
        "8a0100112233445566778899aabbccddeeff");
    exactly(TypeName.BYTEA, new byte[] {0, (byte) 0x81}, "8b010081");
    exactly(TypeName.BYTEA, new byte[0], "8b01");
  }

  @Test
  void decodingRefusesForeignTypesVersionsAndLengths() {
    String[] encodings = {
      "8101000000000000010203",
      "810100000000000001",
      "81",
      "8102000000000000" + "0102",
      "c1",
      "820100000002",
      "850102",
      "86017fffffffffffffff",
      "8701ffffffffffffffff",
      "97010000001" + "41dd76001",
      "8801000000000000000140000000",
      "8901" + "0".repeat(24) + "7fffffff"
    };
    for (TypeName type : TypeName.values()) {
      if (type == TypeName.JSON || LogicalType.of(type).isText()) {
        continue;
      }
      for (String encoding : encodings) {
        assertThatThrownBy(() -> ValueCodec.of(LogicalType.of(type)).decode(HEX.parseHex(encoding)))
            .isInstanceOf(IssueException.class)
            .hasMessageContaining("22V01");
      }
    }
    assertThatThrownBy(
            () ->
                ValueCodec.of(LogicalType.of(TypeName.TEXT))
                    .decode(HEX.parseHex("81010000000000000102")))
        .isInstanceOf(IssueException.class);
  }

  private static void exactly(TypeName type, Object value, String hex) {
    ValueCodec codec = ValueCodec.of(LogicalType.of(type));
    assertThat(hex(codec.encodeExactly(value))).isEqualTo(hex);
    assertThat(codec.decode(HEX.parseHex(hex))).isEqualTo(value);
    assertThat(SelfDescribed.typeOf(HEX.parseHex(hex)).name())
        .satisfies(
            found ->
                assertThat(ValueCodec.of(LogicalType.of(found)).decode(HEX.parseHex(hex)))
                    .isEqualTo(value));
  }

  private static void equality(TypeName type, Object value, String hex) {
    ValueCodec codec = ValueCodec.of(LogicalType.of(type));
    assertThat(hex(codec.encodeForEquality(value))).isEqualTo(hex);
    assertThat(codec.encodeForEquality(codec.decode(HEX.parseHex(hex))))
        .isEqualTo(HEX.parseHex(hex));
  }

  private static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }
}
