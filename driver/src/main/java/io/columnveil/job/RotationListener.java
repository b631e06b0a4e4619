package io.columnveil.job;

import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.store.SchemaChange;
import java.util.List;

/** Is told what an {@link EqualityRotationJob} does. */
public interface RotationListener {

  /** The rotation of these columns is in a phase: just begun, or found so. */
  void phase(EqualityRotation.Phase phase, List<ProtectedColumn> columns);

  /** It waits until that many transactions, which began before the phase, are over. */
  void waiting(int transactions);

  /** DDL was run, or has to be run by somebody who may. */
  void ddl(SchemaChange change, boolean applied);

  /** Rows of a column are gone through; the returned listener is told how far. */
  MoveListener rows(ProtectedColumn column);

  /** It is done. */
  void done(List<ProtectedColumn> columns);
}
