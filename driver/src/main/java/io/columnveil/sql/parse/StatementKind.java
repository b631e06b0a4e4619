package io.columnveil.sql.parse;

/** What a statement does, as far as its leading keywords tell. */
public enum StatementKind {
  /** Nothing but white space and comments. */
  EMPTY,
  /** SELECT, VALUES, TABLE, also after WITH. */
  QUERY,
  INSERT,
  UPDATE,
  DELETE,
  MERGE,
  /** EXPLAIN of another statement. */
  EXPLAIN,
  /** Starts, ends or marks a transaction. */
  TRANSACTION,
  /** FETCH, MOVE, CLOSE of a cursor; LISTEN and the like, which carry no expression. */
  CURSOR,
  /** SET, RESET, DISCARD, SHOW. */
  SESSION,
  /** Changes the catalog or maintains tables. */
  DDL,
  /** Runs or stores code or text whose effect its tokens do not tell. */
  OPAQUE,
  /** Unknown. */
  OTHER
}
