package io.columnveil.sql.bind;

import java.util.Set;

/** What the types of a function's results can hold of protected columns, by PostgreSQL's names. */
final class HandedOnType {

  private static final Set<String> WHOLE = Set.of("text", "varchar", "bpchar", "bytea", "citext");

  /** No ciphertext fits in. */
  private static final Set<String> PLAIN =
      Set.of(
          "int2",
          "int4",
          "int8",
          "float4",
          "float8",
          "numeric",
          "bool",
          "date",
          "time",
          "timetz",
          "timestamp",
          "timestamptz",
          "interval",
          "uuid",
          "oid",
          "void");

  private HandedOnType() {}

  /** Whether a value of the type is ciphertext as a whole or not at all. */
  static boolean isWhole(String type) {
    return WHOLE.contains(type) || PLAIN.contains(type);
  }

  /** Whether a value of the type may be, or hold, ciphertext. */
  static boolean mayBeEnvelope(String type) {
    return !PLAIN.contains(type);
  }
}
