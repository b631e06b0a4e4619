package io.columnveil.keys;

import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.TypeName;
import java.util.List;

/**
 * Numbers that stand for names in a keyring. Written out one by one, because the order of an enum
 * may change and these may not.
 */
final class KeyringCodes {

  private KeyringCodes() {}

  static int of(KeyStatus status) {
    return switch (status) {
      case ENABLED -> 1;
      case DISABLED -> 2;
      case DESTROYED -> 3;
    };
  }

  static KeyStatus status(int code) {
    return switch (code) {
      case 1 -> KeyStatus.ENABLED;
      case 2 -> KeyStatus.DISABLED;
      case 3 -> KeyStatus.DESTROYED;
      default -> throw new IllegalArgumentException("unknown key status");
    };
  }

  static int of(TypeName type) {
    return switch (type) {
      case CHAR -> 1;
      case VARCHAR -> 2;
      case TEXT -> 3;
      case SMALLINT -> 4;
      case INTEGER -> 5;
      case BIGINT -> 6;
      case NUMERIC -> 7;
      case REAL -> 8;
      case DOUBLE -> 9;
      case BOOLEAN -> 10;
      case DATE -> 11;
      case TIME -> 12;
      case TIMESTAMP -> 13;
      case TIMESTAMPTZ -> 14;
      case UUID -> 15;
      case BYTEA -> 16;
      case JSON -> 17;
    };
  }

  static TypeName type(int code) {
    for (TypeName type : TypeName.values()) {
      if (of(type) == code) {
        return type;
      }
    }
    throw new IllegalArgumentException("unknown type");
  }

  /** The normalizer's version: bit 0 trims, bit 1 folds case. */
  static int normalizer(List<Normalization> steps) {
    return (steps.contains(Normalization.TRIM) ? 1 : 0)
        | (steps.contains(Normalization.LOWERCASE) ? 2 : 0);
  }

  static List<Normalization> normalizer(int version) {
    return switch (version) {
      case 0 -> List.of();
      case 1 -> List.of(Normalization.TRIM);
      case 2 -> List.of(Normalization.LOWERCASE);
      case 3 -> List.of(Normalization.TRIM, Normalization.LOWERCASE);
      default -> throw new IllegalArgumentException("unknown normalizer");
    };
  }

  static EqualityRotation.Phase phase(int code) {
    for (EqualityRotation.Phase phase : EqualityRotation.Phase.values()) {
      if (phase.code() == code) {
        return phase;
      }
    }
    throw new IllegalArgumentException("unknown phase of a rotation");
  }
}
