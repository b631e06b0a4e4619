package io.columnveil.sql.parse;

/** What matters about a statement beside its kind. */
public enum Trait {
  /** EXPLAIN that runs the statement. */
  ANALYZE,
  /** A query that writes its rows to a new table: SELECT INTO. */
  SELECT_INTO,
  /** CREATE TABLE or CREATE MATERIALIZED VIEW with a query, also EXECUTE. */
  TABLE_FROM_QUERY,
  /** CREATE VIEW, ALTER VIEW. */
  VIEW,
  /** DECLARE of a cursor over a query. */
  CURSOR_QUERY,
  /** Data-modifying statements inside WITH. */
  WRITES_IN_WITH,
  /** Sets or resets who the session is: ROLE, SESSION AUTHORIZATION, RESET ALL, DISCARD ALL. */
  IDENTITY,
  /** Sets or resets where bare names are looked up: search_path, SCHEMA, SCHEMA_SEARCH_PATH. */
  SEARCH_PATH,
  /** Sets standard_conforming_strings or another setting that changes how SQL is read. */
  READING,
  /** Only shows a setting. */
  SHOW,
  /** Rolls back, wholly or to a savepoint. */
  ROLLBACK,
  /** COPY, RUNSCRIPT, SCRIPT and the like: data passes by the driver. */
  BULK,
  /** PREPARE and EXECUTE of a statement kept in the server. */
  SERVER_PREPARED
}
