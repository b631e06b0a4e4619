package io.columnveil.engine;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Mask;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import io.columnveil.policy.model.TypeName;
import io.columnveil.protect.ColumnProtector;
import io.columnveil.protect.Masker;
import io.columnveil.protect.Protectors;
import io.columnveil.session.Grants;
import io.columnveil.value.Conversions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values whose origin is unknown: the envelope tells what they are. One is decrypted only if
 * the session may decrypt every column of its domain, with the strictest of their masks.
 */
public final class UnknownReader {

  private final Protectors protectors;
  private final Conversions conversions;
  private final Protections columns;
  private final Grants grants;

  /** For one session as it is now. */
  public UnknownReader(
      Protectors protectors, Conversions conversions, Protections columns, Grants grants) {
    this.protectors = protectors;
    this.conversions = conversions;
    this.columns = columns;
    this.grants = grants;
  }

  /** Whether a value is to be read by {@link #read}; others are shown as they are. */
  public boolean isEnvelope(@Nullable Object stored) {
    return ColumnProtector.isEnvelope(stored);
  }

  /** What the session sees of an envelope: the value or the envelope itself. */
  public Shown read(Object envelope) {
    String domain = protectors.domainOf(envelope).orElse("");
    List<ProtectedColumn> sharing =
        columns.all().stream().filter(column -> column.domain().equals(domain)).toList();
    if (sharing.isEmpty() || !sharing.stream().allMatch(column -> grants.mayDecrypt(column.id()))) {
      return new Shown(
          envelope, LogicalType.of(envelope instanceof byte[] ? TypeName.BYTEA : TypeName.VARCHAR));
    }
    Protectors.Unbound opened = protectors.decryptByEnvelope(envelope);
    List<Mask> masks =
        sharing.stream()
            .filter(column -> !grants.mayUnmask(column.id()))
            .flatMap(column -> column.mask().stream())
            .toList();
    if (masks.isEmpty()) {
      return new Shown(opened.value(), opened.type());
    }
    String text = conversions.as(opened.value(), opened.type(), String.class);
    return new Shown(
        new Masker(Masker.strictest(masks)).apply(text), LogicalType.of(TypeName.VARCHAR));
  }
}
