package io.columnveil.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Any value of any type comes back exactly, and equal values have equal canonical encodings. */
class RoundTripPropertiesTest {

  @Property(tries = 3000)
  void exactEncodingGivesTheValueBack(@ForAll("values") Tuple2<TypeName, Object> sample) {
    ValueCodec codec = ValueCodec.of(LogicalType.of(sample.get1()));
    Object fitting = codec.fit(sample.get2());
    assertThat(codec.decode(codec.encodeExactly(fitting))).isEqualTo(fitting);
  }

  @Property(tries = 3000)
  void textReadsBack(@ForAll("values") Tuple2<TypeName, Object> sample) {
    ValueCodec codec = ValueCodec.of(LogicalType.of(sample.get1()));
    Object fitting = codec.fit(sample.get2());
    Object read = codec.parse(codec.text(fitting, ZoneOffset.UTC), ZoneOffset.UTC);
    if (fitting instanceof OffsetDateTime time) {
      assertThat(((OffsetDateTime) read).toInstant()).isEqualTo(time.toInstant());
    } else {
      assertThat(read).isEqualTo(fitting);
    }
  }

  @Property(tries = 3000)
  void canonicalEncodingIsStable(@ForAll("comparable") Tuple2<TypeName, Object> sample) {
    ValueCodec codec = ValueCodec.of(LogicalType.of(sample.get1()));
    byte[] canonical = codec.encodeForEquality(codec.fit(sample.get2()));
    assertThat(codec.encodeForEquality(codec.decode(canonical))).isEqualTo(canonical);
  }

  @Property
  void numericsAreEqualWhateverTheirScale(
      @ForAll long unscaled, @ForAll("smallScales") int scale, @ForAll("smallScales") int zeros) {
    ValueCodec codec = ValueCodec.of(LogicalType.of(TypeName.NUMERIC));
    BigDecimal number = BigDecimal.valueOf(unscaled, scale);
    assertThat(codec.encodeForEquality(number.setScale(scale + zeros)))
        .isEqualTo(codec.encodeForEquality(number));
  }

  @Provide
  Arbitrary<Integer> smallScales() {
    return Arbitraries.integers().between(0, 30);
  }

  @Provide
  Arbitrary<Tuple2<TypeName, Object>> comparable() {
    return values().map(sample -> Tuple.of(sample.get1(), inMicroseconds(sample.get2())));
  }

  private static Object inMicroseconds(Object value) {
    if (value instanceof LocalTime time) {
      return time.withNano(time.getNano() / 1000 * 1000);
    }
    if (value instanceof LocalDateTime time) {
      return time.withNano(time.getNano() / 1000 * 1000);
    }
    if (value instanceof OffsetDateTime time) {
      return time.withNano(time.getNano() / 1000 * 1000);
    }
    return value;
  }

  @Provide
  Arbitrary<Tuple2<TypeName, Object>> values() {
    Arbitrary<Long> seconds = Arbitraries.longs().between(-62_200_000_000L, 253_402_300_799L);
    Arbitrary<Integer> nanos = Arbitraries.integers().between(0, 999_999_999);
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .map(s -> s.replaceAll("[\\ud800-\\udfff]", "\ud83d\ude00"))
            .map(s -> of(TypeName.TEXT, s)),
        Arbitraries.longs().map(n -> of(TypeName.BIGINT, n)),
        Arbitraries.integers().map(n -> of(TypeName.INTEGER, (long) n)),
        Arbitraries.shorts().map(n -> of(TypeName.SMALLINT, (long) n)),
        Arbitraries.bigIntegers()
            .between(BigInteger.TEN.pow(60).negate(), BigInteger.TEN.pow(60))
            .flatMap(
                n ->
                    Arbitraries.integers()
                        .between(-20, 50)
                        .map(scale -> of(TypeName.NUMERIC, new BigDecimal(n, scale)))),
        Arbitraries.integers().map(bits -> of(TypeName.REAL, Float.intBitsToFloat(bits))),
        Arbitraries.longs().map(bits -> of(TypeName.DOUBLE, Double.longBitsToDouble(bits))),
        Arbitraries.of(true, false).map(b -> of(TypeName.BOOLEAN, b)),
        Arbitraries.longs()
            .between(-800_000_000L, 800_000_000L)
            .map(day -> of(TypeName.DATE, LocalDate.ofEpochDay(day))),
        Arbitraries.longs()
            .between(0, LocalTime.MAX.toNanoOfDay())
            .map(nano -> of(TypeName.TIME, LocalTime.ofNanoOfDay(nano))),
        seconds.flatMap(
            s ->
                nanos.map(
                    n ->
                        of(TypeName.TIMESTAMP, LocalDateTime.ofEpochSecond(s, n, ZoneOffset.UTC)))),
        seconds.flatMap(
            s ->
                nanos.flatMap(
                    n ->
                        Arbitraries.integers()
                            .between(-18 * 3600, 18 * 3600)
                            .map(
                                offset ->
                                    of(
                                        TypeName.TIMESTAMPTZ,
                                        OffsetDateTime.of(
                                            LocalDateTime.ofEpochSecond(s, n, ZoneOffset.UTC),
                                            ZoneOffset.ofTotalSeconds(offset)))))),
        Arbitraries.longs()
            .flatMap(
                high -> Arbitraries.longs().map(low -> of(TypeName.UUID, new UUID(high, low)))),
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(100)
            .map(bytes -> of(TypeName.BYTEA, bytes)));
  }

  private static Tuple2<TypeName, Object> of(TypeName type, Object value) {
    return Tuple.of(type, value);
  }
}
