package io.columnveil.job;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.store.Identifiers;
import io.columnveil.store.RotationSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives the first column of a rotation the values of the second one. */
final class ReturnedValue implements RowChange {

  private final String first;
  private final String second;

  ReturnedValue(ProtectedColumn column) {
    this.first = RotationSchema.first(column);
    this.second = column.rotation().orElseThrow().secondColumn();
  }

  @Override
  public List<String> columns() {
    return List.of(first, second);
  }

  @Override
  public List<String> written() {
    return List.of(first);
  }

  @Override
  public String due() {
    return "%s IS DISTINCT FROM %s"
        .formatted(Identifiers.quoted(first), Identifiers.quoted(second));
  }

  @Override
  public Optional<List<@Nullable Object>> change(List<@Nullable Object> row) {
    return Optional.of(Arrays.asList(row.get(1)));
  }
}
