package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;

/**
 * Reads encoded values whose column is unknown: the encoding says its own type. Lengths and scales
 * of the type are unknown here, so a CHAR may have lost its padding.
 */
public final class SelfDescribed {

  private SelfDescribed() {}

  /** The type that an encoding says it has; text for anything without a frame. */
  public static LogicalType typeOf(byte[] encoded) {
    return LogicalType.of(
        switch (Encoded.typeOf(encoded)) {
          case Encoded.INTEGER -> TypeName.BIGINT;
          case Encoded.NUMERIC -> TypeName.NUMERIC;
          case Encoded.REAL -> TypeName.REAL;
          case Encoded.DOUBLE -> TypeName.DOUBLE;
          case Encoded.BOOLEAN -> TypeName.BOOLEAN;
          case Encoded.DATE -> TypeName.DATE;
          case Encoded.TIME_NANOS, Encoded.TIME_MICROS -> TypeName.TIME;
          case Encoded.TIMESTAMP_NANOS, Encoded.TIMESTAMP_MICROS -> TypeName.TIMESTAMP;
          case Encoded.TIMESTAMPTZ_NANOS, Encoded.TIMESTAMPTZ_MICROS -> TypeName.TIMESTAMPTZ;
          case Encoded.UUID -> TypeName.UUID;
          case Encoded.BYTES -> TypeName.BYTEA;
          default -> TypeName.TEXT;
        });
  }
}
