package io.columnveil.sql.plan;

import io.columnveil.policy.model.ProtectedColumn;
import java.util.Map;

/** How the cells of one result column are read. */
public sealed interface ResultColumn {

  /** No protected value can be in it: cells pass as they are. */
  record Plain() implements ResultColumn {}

  /**
   * Cells are values of a protected column.
   *
   * @param column which
   * @param reading what this session gets
   */
  record Protected(ProtectedColumn column, Reading reading) implements ResultColumn {}

  /**
   * Lineage is unknown (a function's result): a cell that is an envelope is decrypted only if the
   * session may decrypt every column of its domain, with the strictest mask; other cells pass.
   */
  record Unknown() implements ResultColumn {}

  /**
   * The database's own plan of the statement, which names columns that do not exist for
   * applications and shows what values were encrypted to.
   *
   * @param shown the names of those columns, and the protected column that each belongs to
   */
  record Explained(Map<String, String> shown) implements ResultColumn {
    public Explained {
      shown = Map.copyOf(shown);
    }
  }

  /** What a session gets of a protected column. */
  enum Reading {
    PLAINTEXT,
    MASKED,
    /** No grant: as the column's {@code denied} says. */
    DENIED
  }
}
