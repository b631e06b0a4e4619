package io.columnveil.engine;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.protect.Protectors;
import io.columnveil.sql.plan.ResultColumn;
import io.columnveil.value.Conversions;

/** Makes the reader that a plan asks for. */
public final class CellReaders {

  private final Protectors protectors;
  private final Conversions conversions;

  /** For one connection. */
  public CellReaders(Protectors protectors, Conversions conversions) {
    this.protectors = protectors;
    this.conversions = conversions;
  }

  /** The reader of a protected result column. */
  public CellReader of(ResultColumn.Protected result) {
    ProtectedColumn column = result.column();
    return switch (result.reading()) {
      case PLAINTEXT -> new PlaintextReader(column, protectors.of(column));
      case MASKED -> new MaskedReader(column, protectors.of(column), conversions);
      case DENIED -> denied(column);
    };
  }

  private CellReader denied(ProtectedColumn column) {
    return switch (column.denied()) {
      case CIPHERTEXT -> new CiphertextReader(column, protectors.of(column));
      case NULL -> new NullReader(column);
      case ERROR -> new RefusingReader(column);
    };
  }
}
