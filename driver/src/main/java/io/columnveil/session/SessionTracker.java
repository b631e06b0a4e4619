package io.columnveil.session;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Knows a session's facts and asks again only when they may have changed. Used by one thread at a
 * time.
 *
 * <p>The user authenticated at connect is fixed by the first read: {@code SET SESSION
 * AUTHORIZATION} changes who is current, not who may have what at most.
 */
public final class SessionTracker {

  private final SessionSource source;
  private @Nullable SessionFacts facts;
  private @Nullable Object reported;
  private boolean valid;
  private boolean changedInTransaction;
  private boolean failed;

  /** Knows nothing yet. */
  public SessionTracker(SessionSource source) {
    this.source = source;
  }

  /**
   * The facts as they are now; asks the database by one query if they may have changed.
   *
   * <p>In a transaction that has failed, in which the database accepts nothing but its end, the
   * facts are those known before; {@link #isFailed} tells.
   *
   * @throws SQLException from the database
   */
  public SessionFacts current() throws SQLException {
    SessionFacts known = facts;
    if (valid && known != null && source.reported().equals(reported)) {
      return known;
    }
    SessionFacts fresh;
    try {
      fresh = source.read();
    } catch (SQLException e) {
      if (known == null || !source.isFailedTransaction(e)) {
        throw e;
      }
      failed = true;
      return known;
    }
    if (known == null || !fresh.equals(known)) {
      // The same object as long as nothing changed: callers compare by identity.
      facts = fresh;
      known = fresh;
    }
    reported = source.reported();
    valid = true;
    failed = false;
    return known;
  }

  /** Whether the last read was not possible because the transaction has failed. */
  public boolean isFailed() {
    return failed;
  }

  /** Role, user, search path or another followed setting may have changed. */
  public void changed() {
    valid = false;
    changedInTransaction = true;
  }

  /** The transaction was committed: what was set for it alone is taken back. */
  public void committed() {
    if (changedInTransaction) {
      valid = false;
      changedInTransaction = false;
    }
  }

  /** Settings may have been taken back: a rollback, a savepoint, an error. */
  public void rolledBack() {
    valid = false;
  }
}
