package io.columnveil.it;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A column of the clinic, or a result column that holds the values of one.
 *
 * @param name as SQL names it
 * @param type of its values
 * @param protection how the policy protects it
 * @param values of which statements choose theirs; columns with the same are of one domain
 */
record ClinicColumn(String name, ValueType type, Protection protection, List<?> values) {

  enum ValueType {
    TEXT("varchar", Types.VARCHAR),
    INTEGER("integer", Types.INTEGER),
    BIGINT("bigint", Types.BIGINT),
    NUMERIC("numeric(10,2)", Types.NUMERIC),
    DATE("date", Types.DATE),
    UUID("uuid", Types.OTHER);

    private final String sql;
    private final int jdbc;

    ValueType(String sql, int jdbc) {
      this.sql = sql;
      this.jdbc = jdbc;
    }

    String sql() {
      return sql;
    }

    int jdbc() {
      return jdbc;
    }
  }

  /** What the scheme lets a session with all grants do. */
  enum Protection {
    PLAIN,
    /** Nothing but reading and null tests. */
    RANDOMIZED,
    /** Old rows are plaintext, so equality is not answered yet. */
    UNFINISHED,
    /** Equality of what is normalized: groups have no one value that could be shown. */
    NORMALIZED,
    LOOKUP,
    DETERMINISTIC;

    boolean answersEquality() {
      return this == PLAIN || this == NORMALIZED || this == LOOKUP || this == DETERMINISTIC;
    }

    boolean groupsExactly() {
      return this == PLAIN || this == LOOKUP || this == DETERMINISTIC;
    }
  }

  static final List<String> EMAILS =
      List.of(
          "ann@mail.example",
          "bob@mail.example",
          "zoe@mail.example",
          "Ann@mail.example",
          "nobody@mail.example");
  static final List<String> NICKS = List.of("nick-ann", "NICK-CAT", "Nick-Eve", "nick-new");
  static final List<String> PHONES =
      List.of("+15550000001", "+15550000002", "+15550000006", "+15550000009");
  static final List<String> NAMES = List.of("Given-Ann Lee", "Given-Bob Ray", "Given-O'New");
  static final List<LocalDate> BORN =
      List.of(LocalDate.of(1871, 1, 1), LocalDate.of(1871, 2, 2), LocalDate.of(1871, 12, 31));
  static final List<LocalDate> SEEN = List.of(LocalDate.of(1871, 5, 1), LocalDate.of(1871, 5, 9));
  static final List<BigDecimal> FEES =
      List.of(
          new BigDecimal("7719001.50"), new BigDecimal("7719002.00"), new BigDecimal("7719009"));
  static final List<UUID> REFS =
      List.of(
          UUID.fromString("c0ffee00-0000-0000-0000-000000000001"),
          UUID.fromString("c0ffee00-0000-0000-0000-000000000003"),
          UUID.fromString("c0ffee00-0000-0000-0000-000000000009"));
  static final List<Integer> LEVELS = List.of(8800101, 8800102, 8800103, 8800109);
  static final List<Long> IDS = List.of(1L, 2L, 3L, 5L, 9L);
  static final List<String> WARDS = List.of("north", "south", "attic", "west");
  static final List<String> NOTES = List.of("first", "second", "north", "third");
  static final List<Integer> NUMBERS = List.of(2, 1, 4, 7);

  static ClinicColumn plain(String name, ValueType type, List<?> values) {
    return new ClinicColumn(name, type, Protection.PLAIN, values);
  }

  boolean isProtected() {
    return protection != Protection.PLAIN;
  }

  boolean answersEquality() {
    return protection.answersEquality();
  }

  boolean groupsExactly() {
    return protection.groupsExactly();
  }

  ClinicColumn named(String other) {
    return new ClinicColumn(other, type, protection, values);
  }

  /** Whether stored values of both can be compared by their schemes. */
  boolean isComparableWith(ClinicColumn other) {
    return type == other.type
        && protection == other.protection
        && answersEquality()
        && (!isProtected() || isOfDomain(other));
  }

  /** Whether both hold values of one domain, protected in one way. */
  boolean isOfDomain(ClinicColumn other) {
    return type == other.type
        && protection == other.protection
        && (!isProtected() || values == other.values);
  }
}
