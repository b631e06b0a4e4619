package io.columnveil.job;

import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.protect.ColumnProtector;
import io.columnveil.store.Identifiers;
import io.columnveil.store.RotationSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills the second column of a rotation with what the next key makes of the stored value: its
 * lookup token, or its deterministic ciphertext.
 */
final class ComparableValue implements RowChange {

  private final ColumnProtector protector;
  private final boolean deterministic;
  private final String holder;
  private final String first;
  private final String second;
  private final boolean everyRow;

  /**
   * Of one column.
   *
   * @param everyRow whether rows that have a second value are computed again and compared
   */
  ComparableValue(ColumnProtector protector, boolean everyRow) {
    ProtectedColumn column = protector.column();
    this.protector = protector;
    this.deterministic = column.isDeterministic();
    this.holder = column.storedIn().orElse(column.id().column());
    this.first = RotationSchema.first(column);
    this.second = column.rotation().orElseThrow().secondColumn();
    this.everyRow = everyRow;
  }

  @Override
  public List<String> columns() {
    return deterministic ? List.of(first, second) : List.of(first, second, holder);
  }

  @Override
  public List<String> written() {
    return List.of(second);
  }

  @Override
  public String due() {
    String differs =
        "(%s IS NULL) <> (%s IS NULL)"
            .formatted(Identifiers.quoted(first), Identifiers.quoted(second));
    return everyRow ? Identifiers.quoted(first) + " IS NOT NULL OR " + differs : differs;
  }

  @Override
  public Optional<List<@Nullable Object>> change(List<@Nullable Object> row) {
    Object wanted = row.get(0) == null ? null : comparable(row.get(deterministic ? 0 : 2));
    return isSame(wanted, row.get(1)) ? Optional.empty() : Optional.of(Arrays.asList(wanted));
  }

  private @Nullable Object comparable(@Nullable Object stored) {
    Object value = protector.decrypt(stored);
    return deterministic
        ? protector.encryptOperand(value, EqualityKey.NEXT)
        : protector.token(value, EqualityKey.NEXT);
  }

  static boolean isSame(@Nullable Object one, @Nullable Object other) {
    return one instanceof byte[] bytes && other instanceof byte[] others
        ? Arrays.equals(bytes, others)
        : java.util.Objects.equals(one, other);
  }
}
