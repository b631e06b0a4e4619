package io.columnveil.policy.model;

import io.columnveil.issue.Location;
import java.util.Optional;

/**
 * A column rule of the policy applied to a real column, with what the keyring records of it. All
 * that the engine must know of a protected column, except keys.
 *
 * @param id the real column
 * @param kind user or event
 * @param type the type that applications see
 * @param scheme how it is protected
 * @param domain columns of one domain share keys and can be compared
 * @param mask what sessions without unmask read, if any
 * @param denied what sessions without decrypt read
 * @param storage the form of its ciphertext
 * @param storedIn the column that holds the ciphertext, where it is not the column itself
 * @param searchOldPlaintext whether equality on a mixed column may send the operand in plaintext
 * @param state how far it is encrypted
 * @param tokensComplete whether every row has its lookup token, so that equality is exact although
 *     the column is still mixed
 * @param rule where the policy names it
 * @param rotation of its equality key, if one is under way
 */
public record ProtectedColumn(
    ColumnId id,
    TableKind kind,
    LogicalType type,
    Scheme scheme,
    String domain,
    Optional<Mask> mask,
    Denied denied,
    Storage storage,
    Optional<String> storedIn,
    boolean searchOldPlaintext,
    ColumnState state,
    boolean tokensComplete,
    Location rule,
    Optional<EqualityRotation> rotation) {

  /** A column whose equality key is not being rotated. */
  public ProtectedColumn(
      ColumnId id,
      TableKind kind,
      LogicalType type,
      Scheme scheme,
      String domain,
      Optional<Mask> mask,
      Denied denied,
      Storage storage,
      Optional<String> storedIn,
      boolean searchOldPlaintext,
      ColumnState state,
      boolean tokensComplete,
      Location rule) {
    this(
        id,
        kind,
        type,
        scheme,
        domain,
        mask,
        denied,
        storage,
        storedIn,
        searchOldPlaintext,
        state,
        tokensComplete,
        rule,
        Optional.empty());
  }

  /** The companion column, if equality is answered by one. */
  public Optional<Lookup> lookup() {
    return scheme instanceof Scheme.Randomized randomized ? randomized.lookup() : Optional.empty();
  }

  /** Name of the lookup column that answers now: during a rotation it may be the second one. */
  public Optional<String> lookupColumn() {
    return lookup().map(lookup -> secondIfRead().orElse(lookup.column()));
  }

  /**
   * The column that holds the ciphertext to read now, where it is not the column itself: {@link
   * #storedIn}, or the second column of a rotation of deterministic values.
   */
  public Optional<String> heldIn() {
    Optional<String> second = isDeterministic() ? secondIfRead() : Optional.empty();
    return second.isPresent() ? second : storedIn;
  }

  /** The second column of a rotation, if writers have to fill it. */
  public Optional<String> secondWritten() {
    return rotation.filter(r -> r.phase().writesSecond()).map(EqualityRotation::secondColumn);
  }

  /** Whether other columns are written together with it: a lookup column, or a second. */
  public boolean hasCompanions() {
    return lookup().isPresent() || secondWritten().isPresent();
  }

  /** The key that makes operands. */
  public EqualityKey readKey() {
    return rotation.map(r -> r.phase().readKey()).orElse(EqualityKey.CURRENT);
  }

  /** The key that makes what is written into the first column. */
  public EqualityKey firstKey() {
    return rotation.map(r -> r.phase().firstKey()).orElse(EqualityKey.CURRENT);
  }

  public boolean isDeterministic() {
    return scheme instanceof Scheme.Deterministic;
  }

  private Optional<String> secondIfRead() {
    return rotation.filter(r -> r.phase().readsSecond()).map(EqualityRotation::secondColumn);
  }

  /** {@code table.column}: what messages call it. */
  public String shortName() {
    return id.table() + "." + id.column();
  }
}
