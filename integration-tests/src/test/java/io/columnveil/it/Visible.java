package io.columnveil.it;

import java.util.List;

/**
 * A column that an expression can name.
 *
 * @param sql how it is named
 * @param column what it holds
 */
record Visible(String sql, ClinicColumn column) {

  /**
   * What a FROM clause gives.
   *
   * @param sql the clause without FROM
   * @param columns of all its sources
   * @param keys expressions that tell its rows apart; empty if none are known
   */
  record Rows(String sql, List<Visible> columns, List<String> keys) {}

  boolean isProtected() {
    return column.isProtected();
  }
}
