package io.columnveil.keys;

import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TableKind;
import java.util.Optional;

/**
 * What the keyring records of a protected column. The record, not the policy, decides whether a
 * column is still protected: it is sealed by the key encryption key.
 *
 * @param id the column; if it was recorded without asking the database, as the policy spells it,
 *     with an empty schema for the database's default one
 * @param kind user or event
 * @param state mixed or encrypted
 * @param tokensComplete whether every row has its lookup token
 * @param domain name of its domain
 * @param scheme how it is protected, with its lookup
 * @param type the type that applications see
 * @param rotation the rotation of its equality key that is under way, if any
 */
public record ColumnRecord(
    ColumnId id,
    TableKind kind,
    ColumnState state,
    boolean tokensComplete,
    String domain,
    Scheme scheme,
    LogicalType type,
    Optional<RotationRecord> rotation) {

  public ColumnRecord {
    if (state == ColumnState.PLAIN) {
      throw new IllegalArgumentException("a plain column is not recorded");
    }
  }

  /** Without a rotation. */
  public ColumnRecord(
      ColumnId id,
      TableKind kind,
      ColumnState state,
      boolean tokensComplete,
      String domain,
      Scheme scheme,
      LogicalType type) {
    this(id, kind, state, tokensComplete, domain, scheme, type, Optional.empty());
  }

  /** The record that fits a protected column. */
  public static ColumnRecord of(ProtectedColumn column) {
    return new ColumnRecord(
        column.id(),
        column.kind(),
        column.state(),
        column.tokensComplete(),
        column.domain(),
        column.scheme(),
        column.type());
  }

  /** The same column in another state. */
  public ColumnRecord withState(ColumnState newState, boolean newTokensComplete) {
    return new ColumnRecord(id, kind, newState, newTokensComplete, domain, scheme, type, rotation);
  }

  /** The same column with a rotation begun, carried on or ended. */
  public ColumnRecord withRotation(Optional<RotationRecord> newRotation) {
    return new ColumnRecord(id, kind, state, tokensComplete, domain, scheme, type, newRotation);
  }

  /** The same column under another name, its lookup column included. */
  public ColumnRecord renamed(ColumnId newId, Optional<String> newLookup) {
    Scheme renamed =
        lookup().isPresent() && newLookup.isPresent()
            ? new Scheme.Randomized(
                Optional.of(new Lookup(newLookup.get(), lookup().get().normalize())))
            : scheme;
    return new ColumnRecord(newId, kind, state, tokensComplete, domain, renamed, type);
  }

  public Optional<Lookup> lookup() {
    return scheme instanceof Scheme.Randomized randomized ? randomized.lookup() : Optional.empty();
  }
}
