package io.columnveil.it;

import static io.columnveil.it.ClinicColumn.plain;

import io.columnveil.it.ClinicColumn.Protection;
import io.columnveil.it.ClinicColumn.ValueType;
import java.util.Arrays;
import java.util.List;

/** The tables of {@code clinic/plain.sql}, as its policy protects them. */
enum ClinicTable {
  PATIENTS(
      plain("id", ValueType.BIGINT, ClinicColumn.IDS),
      new ClinicColumn("email", ValueType.TEXT, Protection.LOOKUP, ClinicColumn.EMAILS),
      new ClinicColumn("nick", ValueType.TEXT, Protection.NORMALIZED, ClinicColumn.NICKS),
      new ClinicColumn("phone", ValueType.TEXT, Protection.DETERMINISTIC, ClinicColumn.PHONES),
      new ClinicColumn("full_name", ValueType.TEXT, Protection.RANDOMIZED, ClinicColumn.NAMES),
      new ClinicColumn("born", ValueType.DATE, Protection.DETERMINISTIC, ClinicColumn.BORN),
      new ClinicColumn("fee", ValueType.NUMERIC, Protection.LOOKUP, ClinicColumn.FEES),
      new ClinicColumn("ref", ValueType.UUID, Protection.DETERMINISTIC, ClinicColumn.REFS),
      new ClinicColumn("age", ValueType.INTEGER, Protection.DETERMINISTIC, ClinicColumn.LEVELS),
      plain("ward", ValueType.TEXT, ClinicColumn.WARDS),
      plain("score", ValueType.INTEGER, ClinicColumn.NUMBERS)),
  VISITS(
      plain("id", ValueType.BIGINT, ClinicColumn.IDS),
      plain("patient_id", ValueType.BIGINT, ClinicColumn.IDS),
      new ClinicColumn("email", ValueType.TEXT, Protection.LOOKUP, ClinicColumn.EMAILS),
      new ClinicColumn("phone", ValueType.TEXT, Protection.DETERMINISTIC, ClinicColumn.PHONES),
      new ClinicColumn("seen", ValueType.DATE, Protection.RANDOMIZED, ClinicColumn.SEEN),
      new ClinicColumn(
          "severity", ValueType.INTEGER, Protection.DETERMINISTIC, ClinicColumn.LEVELS),
      plain("note", ValueType.TEXT, ClinicColumn.NOTES)),
  ARCHIVE(
      plain("id", ValueType.BIGINT, ClinicColumn.IDS),
      new ClinicColumn("email", ValueType.TEXT, Protection.UNFINISHED, ClinicColumn.EMAILS),
      new ClinicColumn("phone", ValueType.TEXT, Protection.UNFINISHED, ClinicColumn.PHONES),
      plain("ward", ValueType.TEXT, ClinicColumn.WARDS)),
  WARDS(
      plain("name", ValueType.TEXT, ClinicColumn.WARDS),
      plain("floor", ValueType.INTEGER, ClinicColumn.NUMBERS)),
  /** A view that has the lookup column as well. */
  INPATIENTS(
      plain("id", ValueType.BIGINT, ClinicColumn.IDS),
      new ClinicColumn("email", ValueType.TEXT, Protection.LOOKUP, ClinicColumn.EMAILS),
      new ClinicColumn("tel", ValueType.TEXT, Protection.DETERMINISTIC, ClinicColumn.PHONES),
      new ClinicColumn("born", ValueType.DATE, Protection.DETERMINISTIC, ClinicColumn.BORN),
      plain("score", ValueType.INTEGER, ClinicColumn.NUMBERS));

  /** Those that are no views. */
  static final List<ClinicTable> STORED = List.of(PATIENTS, VISITS, ARCHIVE, WARDS);

  private final List<ClinicColumn> columns;

  ClinicTable(ClinicColumn... columns) {
    this.columns = List.copyOf(Arrays.asList(columns));
  }

  List<ClinicColumn> columns() {
    return columns;
  }

  ClinicColumn column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** The first column, which is unique. */
  String key() {
    return columns.get(0).name();
  }

  String sql() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
