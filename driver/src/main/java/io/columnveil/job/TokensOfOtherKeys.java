package io.columnveil.job;

import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.protect.ColumnProtector;
import io.columnveil.store.Identifiers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows whose lookup token is not what the active key makes of the value. A token does
 * not say which key made it, so each is made again. Changes nothing.
 */
final class TokensOfOtherKeys implements RowChange {

  private final ColumnProtector protector;
  private final String token;
  private final String holder;
  private long found;

  TokensOfOtherKeys(ColumnProtector protector) {
    ProtectedColumn column = protector.column();
    this.protector = protector;
    this.token = column.lookup().orElseThrow().column();
    this.holder = column.storedIn().orElse(column.id().column());
  }

  /** How many there were so far. */
  long found() {
    return found;
  }

  @Override
  public List<String> columns() {
    return List.of(token, holder);
  }

  @Override
  public List<String> written() {
    return List.of();
  }

  @Override
  public String due() {
    return Identifiers.quoted(token) + " IS NOT NULL";
  }

  @Override
  public Optional<List<@Nullable Object>> change(List<@Nullable Object> row) {
    Object wanted = protector.token(protector.decrypt(row.get(1)), EqualityKey.CURRENT);
    if (!ComparableValue.isSame(wanted, row.get(0))) {
      found++;
    }
    return Optional.empty();
  }
}
