package io.columnveil.engine;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Mask;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import io.columnveil.policy.model.TypeName;
import io.columnveil.session.Grants;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads values whose origin is unknown: the envelope tells what they are. One is decrypted only if
 * the session may decrypt every column of its domain, with the strictest of their masks.
 */
public final class UnknownReader {

  private final ValueProtections protections;
  private final Protections columns;
  private final Grants grants;

  /** For one session as it is now. */
  public UnknownReader(ValueProtections protections, Protections columns, Grants grants) {
    this.protections = protections;
    this.columns = columns;
    this.grants = grants;
  }

  /** Whether a value is to be read by {@link #read}; others are shown as they are. */
  public boolean isEnvelope(@Nullable Object stored) {
    return stored != null && protections.isEnvelope(stored);
  }

  /** What the session sees of an envelope: the value or the envelope itself. */
  public Shown read(Object envelope) {
    String domain = protections.domainOf(envelope);
    List<ProtectedColumn> sharing =
        columns.all().stream().filter(column -> column.domain().equals(domain)).toList();
    boolean readable =
        !sharing.isEmpty()
            && sharing.stream().allMatch(column -> grants.mayDecrypt(column.id()));
    if (!readable) {
      return asIs(envelope);
    }
    ProtectedColumn column = sharing.get(0);
    ValueProtection protection = protections.of(column);
    Object value = protection.decrypt(envelope);
    Optional<Mask> mask = strictest(sharing);
    return mask.isEmpty()
        ? new Shown(value, column.type())
        : new Shown(protection.mask(value, mask.get()), LogicalType.of(TypeName.VARCHAR));
  }

  private static Shown asIs(Object envelope) {
    return new Shown(
        envelope,
        LogicalType.of(envelope instanceof byte[] ? TypeName.BYTEA : TypeName.VARCHAR));
  }

  private Optional<Mask> strictest(List<ProtectedColumn> sharing) {
    return sharing.stream()
        .filter(column -> !grants.mayUnmask(column.id()))
        .flatMap(column -> column.mask().stream())
        .reduce(
            (one, other) ->
                new Mask(
                    Math.min(one.keepFirst(), other.keepFirst()),
                    Math.min(one.keepLast(), other.keepLast())));
  }
}
