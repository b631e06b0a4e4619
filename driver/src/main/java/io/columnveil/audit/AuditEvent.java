package io.columnveil.audit;

import java.util.List;
import java.util.Set;

/**
 * A statement that was executed or refused.
 *
 * @param what which of both
 * @param roles policy roles that the session held
 * @param columns protected columns concerned, as {@code schema.table.column}
 * @param code SQLSTATE of a refusal; empty otherwise
 */
public record AuditEvent(What what, Set<String> roles, List<String> columns, String code) {

  /** What can happen. */
  public enum What {
    /** A statement that touches protected columns was sent. */
    EXECUTED,
    /** A statement was refused. */
    REFUSED,
    /** A keyring was changed, or a policy was sealed by its key: a {@link KeyEvent}. */
    KEYS_CHANGED
  }

  public AuditEvent {
    roles = Set.copyOf(roles);
    columns = List.copyOf(columns);
  }
}
