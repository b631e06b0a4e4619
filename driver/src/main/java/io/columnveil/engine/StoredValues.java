package io.columnveil.engine;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.TypeName;
import io.columnveil.value.ConversionException;
import io.columnveil.value.Conversions;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells envelopes of a column from its old plaintext. */
final class StoredValues {

  private final ProtectedColumn column;
  private final ValueProtections protections;
  private final ValueProtection protection;
  private final Conversions conversions;

  StoredValues(ProtectedColumn column, ValueProtections protections, Conversions conversions) {
    this.column = column;
    this.protections = protections;
    this.protection = protections.of(column);
    this.conversions = conversions;
  }

  ValueProtection protection() {
    return protection;
  }

  /** The canonical value of a stored one. */
  Object plaintext(Object stored) {
    return protections.isEnvelope(stored) ? protection.decrypt(stored) : oldPlaintext(stored);
  }

  /** The envelope that stands for a stored value. */
  Object ciphertext(Object stored) {
    return protections.isEnvelope(stored) ? stored : protection.encryptStable(oldPlaintext(stored));
  }

  private Object oldPlaintext(Object stored) {
    if (column.state() != ColumnState.MIXED) {
      throw new IssueException(Refusals.storedPlaintext(column));
    }
    try {
      // what is there is shown, even if it is longer than the policy now allows
      LogicalType type = column.type();
      LogicalType unlimited = type.name() == TypeName.CHAR ? type : LogicalType.of(type.name());
      return conversions.canonical(asGiven(stored), unlimited);
    } catch (ConversionException notOfTheType) {
      throw new IssueException(Refusals.storedPlaintext(column));
    }
  }

  private Object asGiven(Object stored) {
    if (stored instanceof byte[] bytes && column.type().name() != TypeName.BYTEA) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException notText) {
        throw new IssueException(Refusals.storedPlaintext(column));
      }
    }
    return stored;
  }
}
