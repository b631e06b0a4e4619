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
    Location rule) {

  /** The companion column, if equality is answered by one. */
  public Optional<Lookup> lookup() {
    return scheme instanceof Scheme.Randomized randomized ? randomized.lookup() : Optional.empty();
  }

  /** {@code table.column}: what messages call it. */
  public String shortName() {
    return id.table() + "." + id.column();
  }
}
