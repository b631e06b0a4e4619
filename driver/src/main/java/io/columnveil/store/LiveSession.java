package io.columnveil.store;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.session.Grants;
import io.columnveil.session.GrantsComputer;
import io.columnveil.session.SessionFacts;
import io.columnveil.session.SessionTracker;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection's view of its database: the shared catalog, its own temporary objects, who it is
 * and what it may do. Told of everything that may change these; asks the database only then, and
 * otherwise costs about as much as reading a clock. Used by one thread at a time.
 */
public final class LiveSession {

  private final Connection connection;
  private final SharedCatalog shared;
  private final GrantsComputer grants;
  private final SessionTracker tracker;

  private SharedCatalog.@Nullable State base;
  private @Nullable CatalogFacts temporary;
  private @Nullable DatabaseView ownView;
  private boolean changedCatalog;
  private boolean askShared;
  private @Nullable Basis basis;
  private @Nullable Standing standing;

  /** What a standing was made from: it holds as long as these are the same objects. */
  private record Basis(SessionFacts facts, DatabaseView view, boolean failed) {
    @SuppressWarnings("ReferenceEquality") // both are the same objects while nothing changes
    boolean isOf(SessionFacts otherFacts, DatabaseView otherView, boolean otherFailed) {
      return facts == otherFacts && view == otherView && failed == otherFailed;
    }
  }

  /**
   * For a connection of the wrapped driver. Asks nothing yet.
   *
   * @param connection the application's connection, of the wrapped driver
   * @param shared the catalog of its database
   * @param grants computes grants, narrowed already if the session is
   */
  public LiveSession(Connection connection, SharedCatalog shared, GrantsComputer grants) {
    this.connection = connection;
    this.shared = shared;
    this.grants = grants;
    this.tracker = new SessionTracker(SessionSources.of(shared.reader().backend(), connection));
  }

  /**
   * To be called once, when the connection is made: the first reading, always fresh.
   *
   * @throws SQLException from the database
   * @throws IssueException if the policy does not fit the database or the session's settings make
   *     SQL unreadable
   */
  public Standing connect() throws SQLException {
    askShared = true;
    Standing first = current();
    List<Issue> errors = lastView().resolved().errors();
    if (!errors.isEmpty()) {
      throw new IssueException(errors);
    }
    if (first.refusal().isPresent()) {
      throw new IssueException(first.refusal().get());
    }
    return first;
  }

  /**
   * What a statement is planned on now.
   *
   * <p>In a transaction that has failed there are no grants: the database accepts only its end, and
   * nobody can be asked who is connected.
   *
   * @throws SQLException from the database
   */
  @SuppressWarnings("ReferenceEquality") // each reading of the shared catalog makes a new state
  public Standing current() throws SQLException {
    SessionFacts facts = tracker.current();
    boolean failed = tracker.isFailed();
    SharedCatalog.State before = base;
    DatabaseView view = failed ? lastView() : viewFor(facts);
    // The roles may have changed, which the shared fingerprint has just told.
    SessionFacts latest = failed || base == before ? facts : tracker.current();
    Basis known = basis;
    Standing same = standing;
    if (same != null && known != null && known.isOf(latest, view, failed)) {
      return same;
    }
    Standing fresh = standing(latest, view, failed);
    basis = new Basis(latest, view, failed);
    standing = fresh;
    return fresh;
  }

  /** Role, user, search path or another setting may have changed, or code ran that may do so. */
  public void identityChanged() {
    tracker.changed();
  }

  /** The session changed the catalog; in a transaction only it sees the change. */
  public void catalogChanged() {
    changedCatalog = true;
    ownView = null;
    temporary = null;
    tracker.changed();
  }

  /** The transaction was committed. */
  public void committed() {
    tracker.committed();
    endOwnView();
  }

  /** A transaction or savepoint was rolled back, or may have been; or a statement failed. */
  public void rolledBack() {
    tracker.rolledBack();
    endOwnView();
  }

  /** A statement names something unknown, or the server reported that it sees another catalog. */
  public void refresh() {
    askShared = true;
    temporary = null;
    if (changedCatalog) {
      ownView = null;
    }
    tracker.rolledBack();
  }

  private void endOwnView() {
    if (changedCatalog) {
      askShared = true;
    }
    ownView = null;
    temporary = null;
  }

  private DatabaseView lastView() {
    Basis known = basis;
    if (known == null) {
      throw new IllegalStateException("a session starts outside transactions");
    }
    return known.view();
  }

  private DatabaseView viewFor(SessionFacts facts) throws SQLException {
    if (changedCatalog && !shared.reader().seesCommitted(connection)) {
      return ownView(facts);
    }
    boolean ask = askShared || changedCatalog;
    SharedCatalog.State state = ask ? shared.now(connection) : shared.current(connection);
    askShared = false;
    changedCatalog = false;
    SharedCatalog.State before = base;
    if (before != null && !before.fingerprint().roles().equals(state.fingerprint().roles())) {
      tracker.rolledBack();
    }
    if (before == null || before.view() != state.view()) {
      ownView = null;
    }
    base = state;
    return withTemporary(state.view(), facts);
  }

  /** Own DDL that is not committed yet: only this connection can tell the catalog. */
  private DatabaseView ownView(SessionFacts facts) throws SQLException {
    DatabaseView known = ownView;
    if (known != null) {
      return known;
    }
    DatabaseView fresh = DatabaseView.of(shared.reader().read(connection), shared.protections());
    if (!facts.temporaryObjects().isEmpty()) {
      fresh = fresh.with(readTemporary(facts));
    }
    ownView = fresh;
    return fresh;
  }

  private DatabaseView withTemporary(DatabaseView view, SessionFacts facts) throws SQLException {
    if (facts.temporaryObjects().isEmpty()) {
      return view;
    }
    DatabaseView known = ownView;
    CatalogFacts read = temporary;
    if (known != null && read != null && read.fingerprint().equals(facts.temporaryObjects())) {
      return known;
    }
    DatabaseView fresh = view.with(readTemporary(facts));
    ownView = fresh;
    return fresh;
  }

  private CatalogFacts readTemporary(SessionFacts facts) throws SQLException {
    CatalogFacts read = shared.reader().readTemporary(connection, facts.temporaryObjects());
    temporary = read;
    return read;
  }

  private Standing standing(SessionFacts facts, DatabaseView view, boolean failed) {
    return new Standing(
        view.catalog(),
        view.resolved().protections(),
        failed ? Grants.NONE : grants.ceiling(facts.identity(), view.resolved()),
        failed ? Grants.NONE : grants.effective(facts.identity(), view.resolved()),
        facts.searchPath(),
        refusal(facts));
  }

  private static Optional<Issue> refusal(SessionFacts facts) {
    return facts
        .refused()
        .map(
            setting ->
                Issue.error(
                    ErrorCode.SETTING_REFUSED,
                    "with the setting "
                        + setting.name()
                        + " = "
                        + setting.value()
                        + " SQL is read in a way that is not followed",
                    "Connect with " + setting.name() + " = " + setting.required()));
  }
}
