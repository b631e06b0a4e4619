package io.columnveil.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.TypeName;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LimitsAndTextTest {

  private static final ZoneId UTC = ZoneOffset.UTC;

  @Test
  void lengthsCountCodePoints() {
    assertThat(fit(new LogicalType(TypeName.VARCHAR, 3, -1), "😀😀😀")).isEqualTo("😀😀😀");
    refuses(new LogicalType(TypeName.VARCHAR, 3, -1), "😀😀😀x");
    refuses(new LogicalType(TypeName.VARCHAR, 3, -1), "abcd");
    refuses(new LogicalType(TypeName.BYTEA, 2, -1), new byte[3]);
  }

  @Test
  void charIsPaddedAndCutAtBlanksOnly() {
    LogicalType char3 = new LogicalType(TypeName.CHAR, 3, -1);
    assertThat(fit(char3, "a")).isEqualTo("a  ");
    assertThat(fit(char3, "abc   ")).isEqualTo("abc");
    refuses(char3, "abcd");
  }

  @Test
  void halfOfASurrogatePairIsRefused() {
    for (String bad : List.of("\ud83d", "a\ude00", "\ude00\ud83d", "\ud83dx")) {
      assertThatThrownBy(() -> codec(TypeName.TEXT).encodeExactly(bad))
          .isInstanceOf(IssueException.class)
          .hasMessageContaining("22V02");
    }
  }

  @Test
  void integersHaveTheirRange() {
    refuses(LogicalType.of(TypeName.SMALLINT), 32768L);
    refuses(LogicalType.of(TypeName.INTEGER), 1L << 31);
    assertThat(fit(LogicalType.of(TypeName.SMALLINT), -32768L)).isEqualTo(-32768L);
  }

  @Test
  void numericIsFilledUpToItsScaleAndNeverRounded() {
    LogicalType money = new LogicalType(TypeName.NUMERIC, 5, 2);
    assertThat(fit(money, new BigDecimal("1.5"))).isEqualTo(new BigDecimal("1.50"));
    assertThat(fit(money, new BigDecimal("1.500"))).isEqualTo(new BigDecimal("1.50"));
    assertThat(fit(money, new BigDecimal("999.99"))).isEqualTo(new BigDecimal("999.99"));
    assertThat(fit(money, new BigDecimal("0"))).isEqualTo(new BigDecimal("0.00"));
    refuses(money, new BigDecimal("1000"));
    refuses(money, new BigDecimal("1.001"));
    refuses(new LogicalType(TypeName.NUMERIC, 5, -1), new BigDecimal("1.5"));
    refuses(LogicalType.of(TypeName.NUMERIC), new BigDecimal("1e2000000000"));
    assertThat(fit(LogicalType.of(TypeName.NUMERIC), new BigDecimal("1E+3")))
        .isEqualTo(new BigDecimal("1000"));
  }

  @Test
  void messagesNeverHoldTheValue() {
    assertThatThrownBy(() -> fit(new LogicalType(TypeName.VARCHAR, 3, -1), "geheimnis"))
        .hasMessageNotContaining("geheim");
    assertThatThrownBy(() -> parse("DATE", "4711-13-13", TypeName.DATE))
        .hasMessageNotContaining("4711")
        .hasNoCause();
    assertThatThrownBy(() -> parse("STRING", "47xx11", TypeName.BIGINT))
        .hasMessageNotContaining("47xx");
    assertThatThrownBy(() -> parse("BINARY", "0g", TypeName.BYTEA))
        .hasMessageNotContaining("0g")
        .hasNoCause();
    assertThatThrownBy(() -> parse("STRING", "4711", TypeName.UUID))
        .hasMessageNotContaining("4711");
  }

  @Test
  void readsLiteralsAsTheDatabaseDoes() {
    assertThat(parse("STRING", "x", TypeName.TEXT)).isEqualTo("x");
    assertThat(parse("NUMBER", "1e3", TypeName.TEXT)).isEqualTo("1000");
    assertThat(parse("NUMBER", "1.50", TypeName.VARCHAR)).isEqualTo("1.50");
    assertThat(parse("NUMBER", "007", TypeName.INTEGER)).isEqualTo(7L);
    assertThat(parse("NUMBER", "2.0", TypeName.INTEGER)).isEqualTo(2L);
    assertThat(parse("STRING", " -12 ", TypeName.BIGINT)).isEqualTo(-12L);
    assertThat(parse("NUMBER", ".5", TypeName.NUMERIC)).isEqualTo(new BigDecimal("0.5"));
    assertThat(parse("NUMBER", "1.5", TypeName.DOUBLE)).isEqualTo(1.5);
    assertThat(parse("STRING", "-Infinity", TypeName.REAL)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(parse("STRING", "NaN", TypeName.DOUBLE)).isEqualTo(Double.NaN);
    assertThat(parse("BOOLEAN", "TRUE", TypeName.BOOLEAN)).isEqualTo(true);
    assertThat(parse("STRING", "of", TypeName.BOOLEAN)).isEqualTo(false);
    assertThat(parse("STRING", "Y", TypeName.BOOLEAN)).isEqualTo(true);
    assertThat(parse("BINARY", "0aFF", TypeName.BYTEA)).isEqualTo(new byte[] {10, -1});
    assertThat(parse("STRING", "\\x0aff", TypeName.BYTEA)).isEqualTo(new byte[] {10, -1});
    assertThat(parse("STRING", "{00112233-44556677-8899-AABBCCDDEEFF}", TypeName.UUID))
        .isEqualTo(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    assertThat(parse("NULL", "", TypeName.DATE)).isNull();
  }

  @Test
  void readsIsoDatesAndTimes() {
    assertThat(parse("DATE", "2024-02-29", TypeName.DATE)).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(parse("STRING", "0044-03-15 BC", TypeName.DATE)).isEqualTo(LocalDate.of(-43, 3, 15));
    assertThat(parse("STRING", "infinity", TypeName.DATE)).isEqualTo(LocalDate.MAX);
    assertThat(parse("TIME", "10:15", TypeName.TIME)).isEqualTo(LocalTime.of(10, 15));
    assertThat(parse("TIME", "24:00:00", TypeName.TIME)).isEqualTo(LocalTime.MAX);
    assertThat(parse("TIMESTAMP", "2024-02-29T10:15:30.25", TypeName.TIMESTAMP))
        .isEqualTo(LocalDateTime.of(2024, 2, 29, 10, 15, 30, 250_000_000));
    assertThat(parse("DATE", "2024-02-29", TypeName.TIMESTAMP))
        .isEqualTo(LocalDateTime.of(2024, 2, 29, 0, 0));
    assertThat(parse("STRING", "2024-02-29 10:15:30+05:30", TypeName.TIMESTAMPTZ))
        .isEqualTo(OffsetDateTime.of(2024, 2, 29, 10, 15, 30, 0, ZoneOffset.ofHoursMinutes(5, 30)));
    assertThat(parse("STRING", "2024-02-29 10:15:30-03", TypeName.TIMESTAMPTZ))
        .isEqualTo(OffsetDateTime.of(2024, 2, 29, 10, 15, 30, 0, ZoneOffset.ofHours(-3)));
    assertThat(
            LiteralText.parse(
                "STRING",
                "2024-07-01 12:00:00",
                LogicalType.of(TypeName.TIMESTAMPTZ),
                ZoneId.of("Europe/Berlin")))
        .isEqualTo(OffsetDateTime.of(2024, 7, 1, 12, 0, 0, 0, ZoneOffset.ofHours(2)));
  }

  @Test
  void refusesWhatASettingWouldDecideOrRoundingChange() {
    for (String text :
        List.of(
            "1/2/2024",
            "20240229",
            "now",
            "today",
            "2024-2-9",
            "2024-02-30",
            "0000-01-01",
            "2024-02-29x",
            "2024-02-2910:15",
            "24-02-29",
            "",
            "10:15",
            "-2024-01-01")) {
      refuses("STRING", text, TypeName.DATE);
    }
    for (String text : List.of("10", "25:00", "10:15:30.1234567890", "10:15+02", "1:2", "")) {
      refuses("STRING", text, TypeName.TIME);
    }
    refuses("STRING", "2024-02-29 10:15:30+02", TypeName.TIMESTAMP);
    refuses("NUMBER", "1.5", TypeName.INTEGER);
    refuses("NUMBER", "1e400", TypeName.DOUBLE);
    refuses("NUMBER", "1e999999", TypeName.NUMERIC);
    refuses("NUMBER", "1e999999", TypeName.BIGINT);
    refuses("STRING", "1e9999999999", TypeName.NUMERIC);
    refuses("STRING", "NaN", TypeName.NUMERIC);
    refuses("STRING", "0x1p3", TypeName.DOUBLE);
    refuses("STRING", "1f", TypeName.REAL);
    refuses("STRING", "o", TypeName.BOOLEAN);
    refuses("NUMBER", "1", TypeName.BOOLEAN);
    refuses("BOOLEAN", "true", TypeName.TEXT);
    refuses("STRING", "abc", TypeName.BYTEA);
    refuses("NUMBER", "1", TypeName.DATE);
    refuses("TIMESTAMP", "2024-02-29 00:00:00", TypeName.DATE);
  }

  @Test
  void showsValuesAsPostgresqlDoes() {
    shows(TypeName.BOOLEAN, true, "t");
    shows(TypeName.BIGINT, -5L, "-5");
    shows(TypeName.NUMERIC, new BigDecimal("1E-10"), "0.0000000001");
    shows(TypeName.DATE, LocalDate.of(44, 3, 15), "0044-03-15");
    shows(TypeName.DATE, LocalDate.of(-43, 3, 15), "0044-03-15 BC");
    shows(TypeName.DATE, LocalDate.of(12345, 1, 1), "12345-01-01");
    shows(TypeName.DATE, LocalDate.MIN, "-infinity");
    shows(TypeName.TIME, LocalTime.of(1, 2, 3, 40_000), "01:02:03.00004");
    shows(TypeName.TIME, LocalTime.MAX, "24:00:00");
    shows(TypeName.TIMESTAMP, LocalDateTime.of(2024, 1, 2, 3, 4, 0), "2024-01-02 03:04:00");
    shows(TypeName.TIMESTAMP, LocalDateTime.of(0, 1, 2, 3, 4, 0), "0001-01-02 03:04:00 BC");
    shows(TypeName.BYTEA, new byte[] {0, -1}, "\\x00ff");
    OffsetDateTime time = OffsetDateTime.of(2024, 1, 2, 3, 4, 5, 0, ZoneOffset.ofHours(1));
    ValueCodec codec = codec(TypeName.TIMESTAMPTZ);
    assertThat(codec.text(time, UTC)).isEqualTo("2024-01-02 02:04:05+00");
    assertThat(codec.text(time, ZoneId.of("Asia/Kolkata"))).isEqualTo("2024-01-02 07:34:05+05:30");
    assertThat(codec.text(OffsetDateTime.MAX, UTC)).isEqualTo("infinity");
  }

  @Test
  void showsFloatingPointInItsShortestForm() {
    shows(TypeName.DOUBLE, 0.0, "0");
    shows(TypeName.DOUBLE, -0.0, "-0");
    shows(TypeName.DOUBLE, 1.0, "1");
    shows(TypeName.DOUBLE, 0.1, "0.1");
    shows(TypeName.DOUBLE, 2.0E-3, "0.002");
    shows(TypeName.DOUBLE, 2.0E-5, "2e-05");
    shows(TypeName.DOUBLE, 1e14, "100000000000000");
    shows(TypeName.DOUBLE, 1e15, "1e+15");
    shows(TypeName.DOUBLE, -1.5e300, "-1.5e+300");
    shows(TypeName.DOUBLE, 2.2250738585072014E-308, "2.2250738585072014e-308");
    shows(TypeName.DOUBLE, 2.0E23, "2e+23");
    shows(TypeName.DOUBLE, Double.NaN, "NaN");
    shows(TypeName.DOUBLE, Double.POSITIVE_INFINITY, "Infinity");
    shows(TypeName.REAL, 1.5f, "1.5");
    shows(TypeName.REAL, 1e6f, "1e+06");
    shows(TypeName.REAL, 100000f, "100000");
    shows(TypeName.REAL, 3.4028235e38f, "3.4028235e+38");
  }

  @Test
  void normalizerIsFrozenForEveryCodePoint() throws Exception {
    LookupNormalizer both =
        LookupNormalizer.of(List.of(Normalization.LOWERCASE, Normalization.TRIM));
    assertThat(both.version()).isEqualTo(3);
    LookupNormalizer trim = LookupNormalizer.of(List.of(Normalization.TRIM));
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      int folded = CaseFolding.fold(codePoint);
      digest.update(new byte[] {(byte) (folded >> 16), (byte) (folded >> 8), (byte) folded});
      digest.update((byte) (trim.apply(Character.toString(codePoint)).isEmpty() ? 1 : 0));
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("c1be874e693ac397a001927a2ce031458463960f24390658c4b6d9dbfa6ac961");
  }

  @Test
  void normalizesTextForLookups() {
    LookupNormalizer trim = LookupNormalizer.of(List.of(Normalization.TRIM));
    LookupNormalizer lowercase = LookupNormalizer.of(List.of(Normalization.LOWERCASE));
    assertThat(trim.apply("\t\u3000 Ä b \u2003")).isEqualTo("Ä b");
    assertThat(trim.apply(" \u200b ")).isEqualTo("\u200b");
    assertThat(lowercase.apply(" ÄẞΣς𐐀İıI ")).isEqualTo(" äßσσ𐐨İıi ");
    assertThat(LookupNormalizer.of(List.of()).apply(" A ")).isEqualTo(" A ");
  }

  private static void shows(TypeName type, Object value, String text) {
    assertThat(codec(type).text(value, UTC)).isEqualTo(text);
    assertThat(codec(type).parse(text, UTC)).isEqualTo(value);
  }

  private static ValueCodec codec(TypeName type) {
    return ValueCodec.of(LogicalType.of(type));
  }

  private static Object fit(LogicalType type, Object value) {
    return ValueCodec.of(type).fit(value);
  }

  private static Object parse(String kind, String text, TypeName type) {
    return LiteralText.parse(kind, text, LogicalType.of(type), UTC);
  }

  private static void refuses(String kind, String text, TypeName type) {
    assertThatThrownBy(() -> parse(kind, text, type))
        .as("%s as %s", text, type)
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("22V02");
  }

  private static void refuses(LogicalType type, Object value) {
    assertThatThrownBy(() -> fit(type, value))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("22V02");
  }
}
