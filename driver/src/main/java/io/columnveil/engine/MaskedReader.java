package io.columnveil.engine;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Mask;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.TypeName;
import io.columnveil.protect.ColumnProtector;
import io.columnveil.protect.Masker;
import io.columnveil.value.Conversions;
import org.jspecify.annotations.Nullable;

/** For sessions that may decrypt the column, but not see all of it. Masked values are text. */
final class MaskedReader implements CellReader {

  private final ProtectedColumn column;
  private final ColumnProtector protector;
  private final Conversions conversions;
  private final Masker masker;

  MaskedReader(ProtectedColumn column, ColumnProtector protector, Conversions conversions) {
    this.column = column;
    this.protector = protector;
    this.conversions = conversions;
    // a masked reading without a mask would be a bug of the planner: then nothing is shown
    masker = new Masker(column.mask().orElse(new Mask(0, 0)));
  }

  @Override
  public ProtectedColumn column() {
    return column;
  }

  @Override
  public LogicalType type() {
    return column.type().isText() ? column.type() : LogicalType.of(TypeName.VARCHAR);
  }

  @Override
  public @Nullable Object read(@Nullable Object stored) {
    Object value = protector.decrypt(stored);
    return value == null ? null : masker.apply(conversions.as(value, column.type(), String.class));
  }

  @Override
  public void requireReadableAs(Class<?> target) {
    if (!CellReader.isText(target)) {
      throw new IssueException(Refusals.noGrantToUnmask(column));
    }
  }

  @Override
  public boolean isMasked() {
    return true;
  }
}
