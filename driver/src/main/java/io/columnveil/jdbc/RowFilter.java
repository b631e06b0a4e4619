package io.columnveil.jdbc;

import java.sql.SQLException;

/** Decides of the current row of a result whether applications see it. */
@FunctionalInterface
interface RowFilter {
  boolean accepts() throws SQLException;
}
