package io.columnveil.sql.plan;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.session.Grants;
import io.columnveil.sql.bind.Lineage;

/** How a session reads a result column, by lineage and grants. */
final class Readings {

  private final Grants grants;

  Readings(Grants grants) {
    this.grants = grants;
  }

  ResultColumn of(Lineage lineage) {
    if (lineage instanceof Lineage.Stored stored) {
      return of(stored.column());
    }
    return lineage instanceof Lineage.Unknown || lineage instanceof Lineage.HandedOn
        ? new ResultColumn.Unknown()
        : new ResultColumn.Plain();
  }

  ResultColumn of(ProtectedColumn column) {
    return new ResultColumn.Protected(column, reading(column));
  }

  private ResultColumn.Reading reading(ProtectedColumn column) {
    if (!grants.mayDecrypt(column.id())) {
      return ResultColumn.Reading.DENIED;
    }
    return column.mask().isPresent() && !grants.mayUnmask(column.id())
        ? ResultColumn.Reading.MASKED
        : ResultColumn.Reading.PLAINTEXT;
  }
}
