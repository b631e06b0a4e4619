package io.columnveil.session;

import io.columnveil.policy.model.ColumnId;
import java.util.Set;

/**
 * What one identity may do with each protected column. Immutable and shared between sessions of the
 * same identity.
 *
 * @param roles names of the policy roles that hold, sorted; for messages and audit
 * @param search columns that may be searched (those that may be decrypted included)
 * @param decrypt columns that may be read
 * @param unmask columns whose mask does not apply
 * @param administer whether administrative commands may run
 */
public record Grants(
    Set<String> roles,
    Set<ColumnId> search,
    Set<ColumnId> decrypt,
    Set<ColumnId> unmask,
    boolean administer) {

  /** No grant at all. */
  public static final Grants NONE = new Grants(Set.of(), Set.of(), Set.of(), Set.of(), false);

  public Grants {
    roles = Set.copyOf(roles);
    search = Set.copyOf(search);
    decrypt = Set.copyOf(decrypt);
    unmask = Set.copyOf(unmask);
  }

  public boolean maySearch(ColumnId column) {
    return search.contains(column) || decrypt.contains(column);
  }

  public boolean mayDecrypt(ColumnId column) {
    return decrypt.contains(column);
  }

  public boolean mayUnmask(ColumnId column) {
    return unmask.contains(column);
  }
}
