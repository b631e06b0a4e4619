package io.columnveil.protect;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;

/** Which types have the same canonical values, so that equality holds between them. */
final class CanonicalTypes {

  private CanonicalTypes() {}

  static boolean areSame(LogicalType one, LogicalType other) {
    if (one.name() == TypeName.NUMERIC && other.name() == TypeName.NUMERIC) {
      return one.scale() == other.scale();
    }
    return one.name() == other.name()
        || isInteger(one) && isInteger(other)
        || isVaryingText(one) && isVaryingText(other);
  }

  private static boolean isInteger(LogicalType type) {
    return type.name() == TypeName.SMALLINT
        || type.name() == TypeName.INTEGER
        || type.name() == TypeName.BIGINT;
  }

  private static boolean isVaryingText(LogicalType type) {
    return type.name() == TypeName.VARCHAR || type.name() == TypeName.TEXT;
  }
}
