package io.columnveil.engine;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Mask;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import org.jspecify.annotations.Nullable;

/** For sessions that may decrypt the column, but not see all of it. Masked values are text. */
final class MaskedReader implements CellReader {

  private final ProtectedColumn column;
  private final StoredValues values;
  private final Mask mask;

  MaskedReader(ProtectedColumn column, StoredValues values) {
    this.column = column;
    this.values = values;
    // a masked reading without a mask would be a bug of the planner: then nothing is shown
    this.mask = column.mask().orElse(new Mask(0, 0));
  }

  @Override
  public Storage storage() {
    return column.storage();
  }

  @Override
  public LogicalType type() {
    return column.type().isText() ? column.type() : LogicalType.of(TypeName.VARCHAR);
  }

  @Override
  public @Nullable Object read(@Nullable Object stored) {
    return stored == null ? null : values.protection().mask(values.plaintext(stored), mask);
  }

  @Override
  public boolean isMasked() {
    return true;
  }
}
