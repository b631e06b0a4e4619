package io.columnveil.job;

import io.columnveil.catalog.Backend;
import io.columnveil.keys.Keyring;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.protect.Protectors;
import io.columnveil.store.DdlRunner;
import io.columnveil.store.RotationSchema;
import io.columnveil.store.SchemaChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What has to be done in each phase of a rotation before the next may begin. All of it can be done
 * again: what is done already is found so.
 */
final class RotationWork {

  /** A CHECK does not hold for rows that are there. */
  private static final Set<String> CHECK_VIOLATED = Set.of("23513", "23514");

  private static final String DEADLOCK = "40P01";
  private static final int MAX_DEADLOCKS = 20;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Connection connection;
  private final Backend backend;
  private final EqualityRotationJob.Options options;
  private final RotationListener listener;
  private final RotatedColumns columns;
  private final Protectors protectors;
  private final Settling settling;
  private final RowMover mover;

  RotationWork(
      Connection connection,
      Backend backend,
      Policy policy,
      Keyring keyring,
      EqualityRotationJob.Options options,
      RotationListener listener,
      RotatedColumns columns) {
    this.connection = connection;
    this.backend = backend;
    this.options = options;
    this.listener = listener;
    this.columns = columns;
    this.protectors = Protectors.forConnection(keyring, policy.keys());
    this.settling = new Settling(connection, backend, options.settle(), listener::waiting);
    this.mover = new RowMover(connection, backend, options.pace());
  }

  /** Whether it is done; otherwise DDL has to be run by somebody else. */
  boolean in(EqualityRotation.Phase phase) throws SQLException {
    settling.settle();
    return switch (phase) {
      case PREPARED -> ddl(RotationSchema::addSecond);
      case FILLING -> fill();
      case SWITCHED -> ddl(RotationSchema::dropTrigger);
      case RETURNING -> giveBack();
      case RETURNED -> ddl(RotationSchema::dropGuardAndIndexes);
      case DROPPING -> drop();
    };
  }

  private boolean fill() throws SQLException {
    fill(false);
    if (!ddl(RotationSchema::addIndexes)) {
      return false;
    }
    settling.settle();
    while (true) {
      fill(true);
      try {
        if (!ddl(RotationSchema::addGuard)) {
          return false;
        }
        break;
      } catch (SQLException e) {
        // Somebody wrote without the second column after all: fill it, and prove it again.
        if (!CHECK_VIOLATED.contains(String.valueOf(e.getSQLState()))) {
          throw e;
        }
      }
    }
    // Snapshots from before must not be read by the second column.
    settling.settle();
    return true;
  }

  private void fill(boolean everyRow) throws SQLException {
    for (ProtectedColumn column : columns.columns()) {
      mover.move(
          column.id(), new ComparableValue(protectors.of(column), everyRow), listener.rows(column));
    }
  }

  private boolean giveBack() throws SQLException {
    boolean clean;
    do {
      giveBackOnce();
      settling.settle();
      clean = giveBackOnce();
    } while (!clean);
    return true;
  }

  private boolean giveBackOnce() throws SQLException {
    boolean clean = true;
    for (ProtectedColumn column : columns.columns()) {
      clean &=
          mover.move(column.id(), new ReturnedValue(column), listener.rows(column)).isNothing();
    }
    return clean;
  }

  private boolean drop() throws SQLException {
    if (!ddl(RotationSchema::dropSecond)) {
      return false;
    }
    // While the column is recorded it stays hidden, also from catalogs that were read before.
    settling.settle();
    return true;
  }

  /** What a phase needs of a column's schema. */
  @FunctionalInterface
  private interface Step {
    List<SchemaChange> of(RotationSchema schema) throws SQLException;
  }

  private boolean ddl(Step step) throws SQLException {
    boolean done = true;
    for (ProtectedColumn column : columns.columns()) {
      done &= ddl(step, new RotationSchema(connection, backend, column));
    }
    return done;
  }

  /**
   * An index that is built beside writers waits for all who change tables, and one of them may wait
   * for it. What the loser leaves behind is found, and taken away, by asking for the schema again.
   */
  private boolean ddl(Step step, RotationSchema schema) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return ddl(step.of(schema));
      } catch (SQLException e) {
        if (!DEADLOCK.equals(e.getSQLState()) || attempt == MAX_DEADLOCKS) {
          throw e;
        }
        Sleeping.sleep(PAUSE.multipliedBy(attempt));
      }
    }
  }

  private boolean ddl(List<SchemaChange> changes) throws SQLException {
    DdlRunner runner = new DdlRunner(connection, backend);
    for (SchemaChange change : changes) {
      if (options.applyDdl()) {
        runner.run(change.sql());
      }
      listener.ddl(change, options.applyDdl());
    }
    return options.applyDdl() || changes.isEmpty();
  }
}
