package io.columnveil.sql.bind;

/** For what the database evaluates a part of a query once. */
public enum Evaluated {

  /** For each row that FROM gives: in FROM itself, in WHERE, and in what an aggregate counts. */
  FOR_ROWS,

  /** For each row of the result, which is a group where the query has GROUP BY. */
  FOR_RESULTS,

  /** For either: what GROUP BY compares, in what may be an aggregate, and in an inner query. */
  UNTOLD
}
